// Creates the template's tables and knows their keys and streams.
import {
  type AttributeDefinition,
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
  type KeySchemaElement,
  ResourceInUseException,
  type StreamViewType,
} from '@aws-sdk/client-dynamodb';
import type { TableKeys } from '../iam/dynamo-permissions.ts';
import type { Deployment, Resolved } from '../template/deployment.ts';
import type { JsonObject } from '../template/intrinsics.ts';
import { flag, objects, optionalText } from '../template/read-property.ts';

export interface TableSpec {
  name: string;
  arn: string;
  keys: TableKeys;
  /** The names of partition and sort key. */
  primaryKey: string[];
  ttlAttribute?: string;
  streamView?: StreamViewType;
  create: CreateTableCommandInput;
}

const types = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'];

export const readTables = (deployment: Deployment): TableSpec[] => deployment.ofType(...types).map(readTable);

const readTable = (resource: Resolved): TableSpec => {
  const streamView = optionalText(resource, 'StreamSpecification.StreamViewType') as
    | StreamViewType
    | undefined;
  const ttlAttribute = flag(resource, 'TimeToLiveSpecification.Enabled')
    ? optionalText(resource, 'TimeToLiveSpecification.AttributeName')
    : undefined;
  const globals = objects(resource, 'GlobalSecondaryIndexes').map(indexOf);
  const locals = objects(resource, 'LocalSecondaryIndexes').map(indexOf);
  const keySchema = keysOf(objects(resource, 'KeySchema'));
  return {
    name: resource.ref,
    arn: resource.arn,
    keys: {
      arn: resource.arn,
      partitionKey: hashKey(keySchema),
      indexPartitionKeys: Object.fromEntries(
        [...globals, ...locals].map((index) => [index.IndexName ?? '', hashKey(index.KeySchema)]),
      ),
    },
    primaryKey: keySchema.map((key) => key.AttributeName ?? ''),
    ...(ttlAttribute === undefined ? {} : { ttlAttribute }),
    ...(streamView === undefined ? {} : { streamView }),
    create: {
      TableName: resource.ref,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keySchema,
      AttributeDefinitions: objects(resource, 'AttributeDefinitions').map(definitionOf),
      ...(globals.length > 0 ? { GlobalSecondaryIndexes: globals } : {}),
      ...(locals.length > 0 ? { LocalSecondaryIndexes: locals } : {}),
      ...(streamView === undefined
        ? {}
        : { StreamSpecification: { StreamEnabled: true, StreamViewType: streamView } }),
    },
  };
};

const keysOf = (schema: JsonObject[]): KeySchemaElement[] =>
  schema.map((key) => ({
    AttributeName: String(key.AttributeName),
    KeyType: key.KeyType === 'RANGE' ? 'RANGE' : 'HASH',
  }));

const hashKey = (schema: KeySchemaElement[] | undefined): string =>
  schema?.find((key) => key.KeyType === 'HASH')?.AttributeName ?? '';

const definitionOf = (definition: JsonObject): AttributeDefinition => ({
  AttributeName: String(definition.AttributeName),
  AttributeType: definition.AttributeType === 'N' ? 'N' : definition.AttributeType === 'B' ? 'B' : 'S',
});

const indexOf = (index: JsonObject): GlobalSecondaryIndex => {
  const projection = index.Projection as {
    ProjectionType?: 'ALL' | 'KEYS_ONLY' | 'INCLUDE';
    NonKeyAttributes?: string[];
  };
  const schema = Array.isArray(index.KeySchema) ? (index.KeySchema as JsonObject[]) : [];
  return { IndexName: String(index.IndexName), KeySchema: keysOf(schema), Projection: projection };
};

/** Creates the missing tables. A table from an earlier run is used if its indexes match the template. */
export const createTables = async (client: DynamoDBClient, tables: TableSpec[]): Promise<void> => {
  await Promise.all(tables.map((table) => createTable(client, table)));
};

const createTable = async (client: DynamoDBClient, table: TableSpec): Promise<void> => {
  try {
    await client.send(new CreateTableCommand(table.create));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
    await checkKept(client, table);
  }
};

const indexNames = (indexes: { IndexName?: string | undefined }[] | undefined): string =>
  (indexes ?? [])
    .map((index) => index.IndexName)
    .sort()
    .join();

const checkKept = async (client: DynamoDBClient, table: TableSpec): Promise<void> => {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: table.name }));
  if (indexNames(Table?.GlobalSecondaryIndexes) === indexNames(table.create.GlobalSecondaryIndexes)) return;
  throw new Error(
    `the table ${table.name} in the data folder has other indexes than the template: use an empty folder`,
  );
};

/** Returns the emulator's own ARN of a table's stream. */
export const streamArnOf = async (client: DynamoDBClient, table: TableSpec): Promise<string> => {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: table.name }));
  if (Table?.LatestStreamArn === undefined) throw new Error(`the table ${table.name} has no stream`);
  return Table.LatestStreamArn;
};

/** Returns the table whose stream an ARN of the template names. */
export const tableOfStream = (tables: TableSpec[], arn: string): TableSpec | undefined =>
  tables.find((table) => arn === `${table.arn}/stream/local`);

export const tableByName = (tables: TableSpec[], nameOrArn: string): TableSpec | undefined =>
  tables.find((table) => table.name === nameOrArn || table.arn === nameOrArn);
