// Reads the shards of one table's stream, each from its checkpoint and only after its parent is
// read to the end.
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
  /** Moves the checkpoint; call it when the records are handled. */
  done(): void;
}

interface Shard {
  id: string;
  parent: string | undefined;
  iterator: string | undefined;
  /** Set when it is read to its end. */
  closed: boolean;
  /** The last sequence number that was handed out. */
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
const largestRead = 1000;

export class ShardReader {
  private readonly options: ReaderOptions;
  private readonly shards = new Map<string, Shard>();
  private readonly reached: Record<string, string>;
  /** When each record was created, by the machine's clock. */
  private readonly made = new WeakMap<StreamRecord, number>();
  private refreshedAt = 0;

  constructor(options: ReaderOptions) {
    this.options = options;
    this.reached = { ...options.checkpoints };
  }

  /** Reads each readable shard, up to a number of records each; empty if there is nothing new. */
  async read(most: number): Promise<ShardBatch[]> {
    await this.refresh();
    const ready = [...this.shards.values()].filter((shard) => this.readable(shard));
    return (await Promise.all(ready.map((shard) => this.batchOf(shard, most)))).flat();
  }

  /** Reads more of one shard, for a batch that is being filled. */
  async more(shardId: string, most: number): Promise<StreamRecord[]> {
    const shard = this.shards.get(shardId);
    return shard === undefined || shard.closed ? [] : this.next(shard, most);
  }

  checkpoints(): Record<string, string> {
    return { ...this.reached };
  }

  createdAt(record: StreamRecord): number {
    return this.made.get(record) ?? Date.now();
  }

  now(): number {
    return this.options.facts.clock.now();
  }

  /**
   * Refreshes the list of shards. Shards that appear later are children of known ones and are
   * read from their beginning.
   */
  private async refresh(): Promise<void> {
    const first = this.shards.size === 0;
    if (!first && Date.now() - this.refreshedAt < refreshMs) return;
    this.refreshedAt = Date.now();
    const { client, streamArn } = this.options;
    const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn: streamArn }));
    for (const { ShardId: id = '', ParentShardId: parent } of StreamDescription?.Shards ?? []) {
      if (this.shards.has(id)) continue;
      const iterator = await this.open(id, this.options.fromStart || !first);
      this.shards.set(id, { id, parent, iterator, closed: false });
    }
  }

  private async open(id: string, fromStart: boolean): Promise<string | undefined> {
    const { client, streamArn } = this.options;
    const after = this.reached[id];
    const fresh = fromStart ? ('TRIM_HORIZON' as const) : ('LATEST' as const);
    const position =
      after === undefined
        ? { ShardIteratorType: fresh }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' as const, SequenceNumber: after };
    const command = new GetShardIteratorCommand({ StreamArn: streamArn, ShardId: id, ...position });
    return (await client.send(command)).ShardIterator;
  }

  private readable(shard: Shard): boolean {
    if (shard.closed || shard.iterator === undefined) return false;
    const parent = shard.parent === undefined ? undefined : this.shards.get(shard.parent);
    return parent === undefined || parent.closed;
  }

  private async batchOf(shard: Shard, most: number): Promise<ShardBatch[]> {
    const records = await this.next(shard, most);
    const done = (): void => {
      if (shard.handedOut !== undefined) this.reached[shard.id] = shard.handedOut;
    };
    return records.length === 0 ? [] : [{ shardId: shard.id, records, done }];
  }

  private async next(shard: Shard, most: number): Promise<StreamRecord[]> {
    const request = { ShardIterator: shard.iterator, Limit: Math.min(most, largestRead) };
    const { Records = [], NextShardIterator } = await this.options.client.send(
      new GetRecordsCommand(request),
    );
    shard.iterator = NextShardIterator ?? undefined;
    if (shard.iterator === undefined) {
      shard.closed = true;
      this.refreshedAt = 0;
    }
    return Records.map((record) => {
      const converted = toLambdaRecord(record, this.options.facts);
      this.made.set(converted, record.dynamodb?.ApproximateCreationDateTime?.getTime() ?? Date.now());
      shard.handedOut = converted.dynamodb.SequenceNumber;
      return converted;
    });
  }
}
