import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DeleteTableCommand,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, inject } from 'vitest';
import type { Item, Table } from '../../functions/platform/table/table.ts';
import { openTable } from '../../functions/platform/table/table.ts';

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
 */
export async function freshTable(): Promise<Table> {
  count += 1;
  const client = testClient();
  const TableName = `test-${process.pid}-${process.env.VITEST_POOL_ID ?? '0'}-${Date.now().toString(36)}-${count}`;
  const definition = inject('dynamo').definition as unknown as CreateTableCommandInput;
  const StreamSpecification = { StreamEnabled: false };
  await client.send(new CreateTableCommand({ ...definition, StreamSpecification, TableName }));
  made.push(TableName);
  return openTable(TableName, client);
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
