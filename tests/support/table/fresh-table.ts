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
/** The names of the tables that the current test file created. */
let made: { file: string | undefined; tables: string[] } = { file: undefined, tables: [] };
/** Keeps the connections for all tables. */
let requestHandler: DynamoDBClient['config']['requestHandler'] | undefined;

/** Returns a client of the worker's database; tests observe its calls through `middlewareStack`. */
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

/** Deletes the tables of earlier files in this worker, because more tables make the emulator slower. */
async function dropEarlier(client: DynamoDBClient): Promise<void> {
  const file = expect.getState().testPath;
  if (file === made.file) return;
  const { tables } = made;
  made = { file, tables: [] };
  await Promise.all(tables.map((TableName) => client.send(new DeleteTableCommand({ TableName }))));
}

/**
 * Creates a table with the keys and indexes of the template. It has no stream, because the emulator keeps all
 * records of all streams and halves its speed over a run; tests hand events to the stream consumers
 * themselves. With `only`, the table has only those indexes: with many writes, each index slows the emulator.
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
 * Returns a function that creates tables with the same content. `fill` writes into the first table; every
 * call returns a new table with a copy of that content, and the result of `fill`. Saves most of the time of a
 * `beforeEach`.
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
    for (let from = 0; from < items.length; from += MAX_BATCH_ITEMS) {
      const puts = items.slice(from, from + MAX_BATCH_ITEMS).map((Item) => ({ PutRequest: { Item } }));
      await table.doc.send(new BatchWriteCommand({ RequestItems: { [table.name]: puts } }));
    }
    return { table, filled };
  };
}

/** The limit of DynamoDB for one BatchWriteItem call. */
const MAX_BATCH_ITEMS = 25;

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

/** Returns all items of the table by key, for example to show that a refusal changed nothing. */
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
