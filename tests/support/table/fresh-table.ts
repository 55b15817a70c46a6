import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { expect, inject } from 'vitest';
import type { indexes } from '../../../functions/platform/table/keys.ts';
import { type Item, openTable, type Table } from '../../../functions/platform/table/table.ts';
import { checkStoredEvents } from '../events/check-events.ts';

let count = 0;
/** The tables of the file that runs, by name. */
let made: { file: string | undefined; tables: string[] } = { file: undefined, tables: [] };
/** Connections are kept over all tables. */
let requestHandler: DynamoDBClient['config']['requestHandler'] | undefined;

/** A client of the worker's database; calls and their inputs can be watched with `middlewareStack`. */
export function testClient(): DynamoDBClient {
  const { endpoints } = inject('dynamo');
  const worker = Number(process.env.VITEST_POOL_ID ?? 1) - 1;
  const client = new DynamoDBClient({
    endpoint: endpoints[worker % endpoints.length],
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    ...(requestHandler ? { requestHandler } : {}),
  });
  requestHandler ??= client.config.requestHandler;
  return client;
}

/** Deletes the tables of the files that ran before in this worker: the more there are, the slower is the emulator. */
async function dropEarlier(client: DynamoDBClient): Promise<void> {
  const file = expect.getState().testPath;
  if (file === made.file) return;
  const { tables } = made;
  made = { file, tables: [] };
  await Promise.all(tables.map((TableName) => client.send(new DeleteTableCommand({ TableName }))));
}

/**
 * A table of its own, with the keys and indexes of the template. Without its stream, which no test reads here (they hand
 * events to the readers themselves): the emulator keeps all records of all streams and halves its speed over a run.
 * With `only` it has no other indexes: where very much is written, each costs the emulator a part of its speed.
 */
export async function freshTable(only?: readonly (keyof typeof indexes)[]): Promise<Table> {
  count += 1;
  const client = testClient();
  await dropEarlier(client);
  const { definition: given, prefix } = inject('dynamo');
  const definition = given as unknown as CreateTableCommandInput;
  const TableName = `${prefix}${process.pid}-${count}`;
  const StreamSpecification = { StreamEnabled: false };
  const shape = only ? withIndexes(definition, only) : definition;
  await client.send(new CreateTableCommand({ ...shape, StreamSpecification, TableName }));
  made.tables.push(TableName);
  return checkStoredEvents(openTable(TableName, client));
}

/**
 * Tables that begin alike: `fill` writes into the first, and every call answers a copy of what stood in it then, with
 * what `fill` answered. Saves most of a `beforeEach`.
 */
export function tablesWith<T>(
  fill: (table: Table) => Promise<T>,
): () => Promise<{ table: Table; filled: T }> {
  const fillOnce = async () => {
    const table = await freshTable();
    const filled = await fill(table);
    return { filled, items: await snapshot(table) };
  };
  let first: ReturnType<typeof fillOnce> | undefined;
  return async () => {
    first ??= fillOnce();
    const { filled, items } = await first;
    const table = await freshTable();
    for (let from = 0; from < items.length; from += MOST_IN_A_BATCH) {
      const puts = items.slice(from, from + MOST_IN_A_BATCH).map((Item) => ({ PutRequest: { Item } }));
      await table.doc.send(new BatchWriteCommand({ RequestItems: { [table.name]: puts } }));
    }
    return { table, filled };
  };
}

/** Of DynamoDB. */
const MOST_IN_A_BATCH = 25;

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
