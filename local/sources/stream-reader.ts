// Reads the shards of one table's stream: a shard only after its parent is read to the end, each from its checkpoint.
import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { type RecordFacts, type StreamRecord, toLambdaRecord } from './stream-record.ts';

export interface ShardBatch {
  shardId: string;
  records: StreamRecord[];
  /** To be called when the records are dealt with: moves the checkpoint. */
  done(): void;
}

export interface ShardReader {
  /** What each readable shard has, at most so many records of each; empty when there is nothing new. */
  read(most: number): Promise<ShardBatch[]>;
  /** More of one shard, for a batch that is being filled. */
  more(shardId: string, most: number): Promise<StreamRecord[]>;
  checkpoints(): Record<string, string>;
  /** When a record was made, by the machine's clock. */
  createdAt(record: StreamRecord): number;
  now(): number;
}

interface Shard {
  id: string;
  parent?: string;
  iterator?: string;
  /** Read to its end. */
  closed: boolean;
  /** Last sequence number that was handed out. */
  handedOut?: string;
}

export interface ReaderOptions {
  client: DynamoDBStreamsClient;
  streamArn: string;
  facts: RecordFacts;
  fromStart: boolean;
  /** Sequence numbers by shard from an earlier run. */
  checkpoints: Record<string, string>;
}

const refreshMs = 5000;

export const createShardReader = (options: ReaderOptions): ShardReader => {
  const { client, streamArn, facts } = options;
  const shards = new Map<string, Shard>();
  const checkpoints: Record<string, string> = { ...options.checkpoints };
  const made = new WeakMap<StreamRecord, number>();
  let refreshedAt = 0;
  let first = true;

  const refresh = async (): Promise<void> => {
    if (shards.size > 0 && Date.now() - refreshedAt < refreshMs) return;
    refreshedAt = Date.now();
    const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn: streamArn }));
    for (const found of StreamDescription?.Shards ?? []) {
      const id = found.ShardId ?? '';
      if (shards.has(id)) continue;
      const shard: Shard = {
        id,
        closed: false,
        ...(found.ParentShardId === undefined ? {} : { parent: found.ParentShardId }),
      };
      shards.set(id, shard);
      shard.iterator = await open(id);
    }
    first = false;
  };

  const open = async (id: string): Promise<string> => {
    const after = checkpoints[id];
    const fresh = options.fromStart || !first ? 'TRIM_HORIZON' : 'LATEST';
    const position =
      after === undefined
        ? { ShardIteratorType: fresh as 'TRIM_HORIZON' | 'LATEST' }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' as const, SequenceNumber: after };
    const answer = await client.send(
      new GetShardIteratorCommand({ StreamArn: streamArn, ShardId: id, ...position }),
    );
    return answer.ShardIterator ?? '';
  };

  const readable = (shard: Shard): boolean => {
    if (shard.closed || shard.iterator === undefined) return false;
    const parent = shard.parent === undefined ? undefined : shards.get(shard.parent);
    return parent === undefined || parent.closed;
  };

  const next = async (shard: Shard, most: number): Promise<StreamRecord[]> => {
    const { Records = [], NextShardIterator } = await client.send(
      new GetRecordsCommand({ ShardIterator: shard.iterator, Limit: Math.min(most, 1000) }),
    );
    if (NextShardIterator === undefined || NextShardIterator === null) {
      shard.closed = true;
      refreshedAt = 0;
    } else shard.iterator = NextShardIterator;
    return Records.map((record) => {
      const converted = toLambdaRecord(record, facts);
      made.set(converted, record.dynamodb?.ApproximateCreationDateTime?.getTime() ?? Date.now());
      shard.handedOut = converted.dynamodb.SequenceNumber;
      return converted;
    });
  };

  const batchOf = async (shard: Shard, most: number): Promise<ShardBatch[]> => {
    const records = await next(shard, most);
    const done = (): void => {
      if (shard.handedOut !== undefined) checkpoints[shard.id] = shard.handedOut;
    };
    return records.length === 0 ? [] : [{ shardId: shard.id, records, done }];
  };

  return {
    read: async (most) => {
      await refresh();
      const ready = [...shards.values()].filter(readable);
      return (await Promise.all(ready.map((shard) => batchOf(shard, most)))).flat();
    },
    more: async (shardId, most) => {
      const shard = shards.get(shardId);
      return shard === undefined || shard.closed ? [] : next(shard, most);
    },
    checkpoints: () => ({ ...checkpoints }),
    createdAt: (record) => made.get(record) ?? Date.now(),
    now: facts.clock.now,
  };
};
