import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, inject } from 'vitest';
import type { indexes } from '../../../functions/platform/table/keys.ts';
import type { Item, Table } from '../../../functions/platform/table/table.ts';
import { openTable } from '../../../functions/platform/table/table.ts';
import { checkStoredEvents } from '../events/check-events.ts';

let count = 0;
const made: string[] = [];

afterAll(async () => {
  // Unit tests share helpers with integration tests, but have no database.
  if (made.length === 0) return;
  const client = testClient();
  await Promise.all(made.splice(0).map((TableName) => client.send(new DeleteTableCommand({ TableName }))));
});

/** A client of the test database; calls and their inputs can be watched with `middlewareStack`. */
export function testClient(): DynamoDBClient {
  return new DynamoDBClient({
    endpoint: inject('dynamo').endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
}

/**
 * A table of its own, with the keys and indexes of the template. Without its stream, which no test reads here (they hand
 * events to the readers themselves): the emulator keeps all records of all streams and halves its speed over a run.
 * With `only` it has no other indexes: where very much is written, each costs the emulator a part of its speed.
 */
export async function freshTable(only?: readonly (keyof typeof indexes)[]): Promise<Table> {
  count += 1;
  const client = testClient();
  const TableName = `test-${process.pid}-${process.env.VITEST_POOL_ID ?? '0'}-${Date.now().toString(36)}-${count}`;
  const definition = inject('dynamo').definition as unknown as CreateTableCommandInput;
  const StreamSpecification = { StreamEnabled: false };
  const shape = only ? withIndexes(definition, only) : definition;
  await client.send(new CreateTableCommand({ ...shape, StreamSpecification, TableName }));
  made.push(TableName);
  return checkStoredEvents(openTable(TableName, client));
}

function withIndexes(definition: CreateTableCommandInput, only: readonly string[]): CreateTableCommandInput {
  const { KeySchema = [], AttributeDefinitions = [], GlobalSecondaryIndexes = [] } = definition;
  const kept = GlobalSecondaryIndexes.filter(({ IndexName = '' }) => only.includes(IndexName));
  const keyed = [KeySchema, ...kept.map((index) => index.KeySchema ?? [])].flat();
  const names = new Set(keyed.map(({ AttributeName }) => AttributeName));
  return {
    ...definition,
    GlobalSecondaryIndexes: kept,
    AttributeDefinitions: AttributeDefinitions.filter(({ AttributeName }) => names.has(AttributeName)),
  };
}

/** Everything in the table, by key: to show that a refusal changed nothing. */
export async function snapshot(table: Table): Promise<Item[]> {
  const items: Item[] = [];
  let ExclusiveStartKey: Item | undefined;
  do {
    const page = await table.doc.send(
      new ScanCommand({ TableName: table.name, ConsistentRead: true, ExclusiveStartKey }),
    );
    items.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return items.toSorted((a, b) => `${a.pk}|${a.sk}`.localeCompare(`${b.pk}|${b.sk}`));
}
