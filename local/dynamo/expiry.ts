// Implements time to live in the runner's time. The database would delete by the machine's clock, which does
// not know of time jumps or of a runner that starts in the past: so the runner deletes, and marks the stream
// records as the service's own.
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  paginateScan,
} from '@aws-sdk/client-dynamodb';
import type { TableSpec } from './tables.ts';

export interface Expiry {
  /**
   * Deletes expired items, unless it did so within the last hour of the runner's time: AWS
   * delays deletion as well.
   */
  sweep(nowMs: number): Promise<void>;
  /** Returns whether the item with these keys was deleted here. */
  expired(keys: Record<string, unknown>): boolean;
  /** Ends a sweep in progress. */
  stop(): Promise<void>;
}

type Key = Record<string, AttributeValue>;

const sweepEveryMs = 3_600_000;
const inParallel = 16;
/** DynamoDB ignores items whose time passed longer ago: it takes them for a mistake. */
const oldestSeconds = 5 * 365 * 86_400;

export const createExpiry = (client: DynamoDBClient, tables: TableSpec[], startMs: number): Expiry => {
  const deleted = new Set<string>();
  let sweptMs = startMs;
  let running: Promise<void> = Promise.resolve();
  const stopping = new AbortController();

  const sweepTable = async (table: TableSpec, ttl: string, nowSeconds: number): Promise<void> => {
    for await (const keys of expiredKeys(client, table, ttl, nowSeconds)) {
      if (stopping.signal.aborted) return;
      for (let from = 0; from < keys.length && !stopping.signal.aborted; from += inParallel) {
        const part = keys.slice(from, from + inParallel);
        for (const key of part) deleted.add(nameOf(key));
        await Promise.all(part.map((key) => remove(client, table, key, ttl, nowSeconds)));
      }
    }
  };

  const sweepAll = async (nowMs: number): Promise<void> => {
    for (const table of tables) {
      if (table.ttlAttribute !== undefined)
        await sweepTable(table, table.ttlAttribute, Math.floor(nowMs / 1000));
    }
  };

  return {
    sweep: (nowMs) => {
      if (nowMs - sweptMs < sweepEveryMs) return running;
      sweptMs = nowMs;
      running = running.catch(() => undefined).then(() => sweepAll(nowMs));
      return running;
    },
    expired: (keys) => deleted.has(nameOf(keys)),
    stop: async () => {
      stopping.abort();
      await running.catch(() => undefined);
    },
  };
};

async function* expiredKeys(
  client: DynamoDBClient,
  table: TableSpec,
  ttl: string,
  nowSeconds: number,
): AsyncGenerator<Key[]> {
  const keyNames = Object.fromEntries(table.primaryKey.map((key, index) => [`#k${index}`, key]));
  const pages = paginateScan(
    { client },
    {
      TableName: table.name,
      FilterExpression: '#ttl < :now AND #ttl > :oldest',
      ProjectionExpression: Object.keys(keyNames).join(', '),
      ExpressionAttributeNames: { '#ttl': ttl, ...keyNames },
      ExpressionAttributeValues: seconds(nowSeconds, nowSeconds - oldestSeconds),
    },
  );
  for await (const { Items = [] } of pages) yield Items;
}

/** Deletes one item unless its time to live has changed in the meantime. */
const remove = async (
  client: DynamoDBClient,
  table: TableSpec,
  Key: Key,
  ttl: string,
  nowSeconds: number,
): Promise<void> => {
  const command = new DeleteItemCommand({
    TableName: table.name,
    Key,
    ConditionExpression: '#ttl < :now',
    ExpressionAttributeNames: { '#ttl': ttl },
    ExpressionAttributeValues: seconds(nowSeconds),
  });
  await client.send(command).catch((error: unknown) => {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  });
};

const seconds = (now: number, oldest?: number): Record<string, AttributeValue> => ({
  ':now': { N: String(now) },
  ...(oldest === undefined ? {} : { ':oldest': { N: String(oldest) } }),
});

/** Returns the same text for the same key, whatever the order of its attributes. */
const nameOf = (key: Record<string, unknown>): string =>
  JSON.stringify(Object.entries(key).sort(([left], [right]) => left.localeCompare(right)));
