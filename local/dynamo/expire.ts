// Time to live after a jump of the clock. The database deletes by the machine's time; what has expired only in the
// runner's time is deleted here, and its stream record is marked as the service's own delete.
import {
  type AttributeValue,
  DeleteItemCommand,
  type DynamoDBClient,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import type { TableSpec } from './tables.ts';

export interface Expiry {
  /** Deletes what has expired by now. */
  sweep(nowMs: number): Promise<void>;
  /** Whether the item of these keys was deleted here. */
  expired(keys: Record<string, unknown>): boolean;
}

const oldestSeconds = 5 * 365 * 86_400;

export const createExpiry = (client: DynamoDBClient, tables: TableSpec[]): Expiry => {
  const deleted = new Set<string>();
  const sweepTable = async (table: TableSpec, ttl: string, nowSeconds: number): Promise<void> => {
    const names = {
      '#ttl': ttl,
      ...Object.fromEntries(table.primaryKey.map((key, index) => [`#k${index}`, key])),
    };
    const values: Record<string, AttributeValue> = {
      ':now': { N: String(nowSeconds) },
      ':oldest': { N: String(nowSeconds - oldestSeconds) },
    };
    let from: Record<string, AttributeValue> | undefined;
    do {
      const page: {
        Items?: Record<string, AttributeValue>[];
        LastEvaluatedKey?: Record<string, AttributeValue>;
      } = await client.send(
        new ScanCommand({
          TableName: table.name,
          FilterExpression: '#ttl < :now AND #ttl > :oldest',
          ProjectionExpression: table.primaryKey.map((_key, index) => `#k${index}`).join(', '),
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: values,
          ...(from === undefined ? {} : { ExclusiveStartKey: from }),
        }),
      );
      for (const Key of page.Items ?? []) await remove(table, Key, values);
      from = page.LastEvaluatedKey;
    } while (from !== undefined);
  };

  const remove = async (
    table: TableSpec,
    Key: Record<string, AttributeValue>,
    values: Record<string, AttributeValue>,
  ): Promise<void> => {
    deleted.add(nameOf(Key));
    const condition = {
      ConditionExpression: '#ttl < :now',
      ExpressionAttributeNames: { '#ttl': table.ttlAttribute ?? '' },
    };
    const command = new DeleteItemCommand({
      TableName: table.name,
      Key,
      ...condition,
      ExpressionAttributeValues: { ':now': values[':now'] ?? { N: '0' } },
    });
    await client.send(command).catch(() => deleted.delete(nameOf(Key)));
  };

  return {
    sweep: async (nowMs) => {
      for (const table of tables) {
        if (table.ttlAttribute !== undefined)
          await sweepTable(table, table.ttlAttribute, Math.floor(nowMs / 1000));
      }
    },
    expired: (keys) => deleted.has(nameOf(keys)),
  };
};

/** The same text for the same key, in whatever order its attributes stand. */
const nameOf = (key: Record<string, unknown>): string =>
  JSON.stringify(Object.entries(key).sort(([left], [right]) => left.localeCompare(right)));
