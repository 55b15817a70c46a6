// Starts the event source mappings on the streams of tables.
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { streamArnOf, type TableSpec, tableOfStream } from '../dynamo/tables.ts';
import type { Messaging } from '../queues/messaging.ts';
import type { Clock } from '../state/clock.ts';
import type { Delivery } from './delivery.ts';
import type { Mapping } from './mapping.ts';
import { ShardReader } from './stream-reader.ts';
import { StreamSource } from './stream-source.ts';

export interface StreamParts {
  endpoint: string;
  region: string;
  dynamo: DynamoDBClient;
  tables: TableSpec[];
  clock: Clock;
  messaging: Messaging;
  delivery: Delivery;
  expired(keys: Record<string, unknown>): boolean;
  /** The checkpoints of an earlier run, by mapping and shard. */
  checkpoints: Record<string, Record<string, string>>;
  onDiscard(message: string): void;
}

export interface Streams {
  sources: StreamSource[];
  checkpoints(): Record<string, Record<string, string>>;
  stop(): Promise<void>;
}

export const startStreams = async (mappings: Mapping[], parts: StreamParts): Promise<Streams> => {
  const credentials = { accessKeyId: 'RUNNER', secretAccessKey: 'local' };
  const client = new DynamoDBStreamsClient({ endpoint: parts.endpoint, region: parts.region, credentials });
  const started = await Promise.all(
    mappings.map(async (mapping) => [mapping.label, await start(mapping, client, parts)] as const),
  );
  const sources = started.map(([, source]) => source);
  return {
    sources,
    checkpoints: () => Object.fromEntries(started.map(([label, source]) => [label, source.checkpoints()])),
    stop: async () => {
      await Promise.all(sources.map((source) => source.stop()));
      client.destroy();
    },
  };
};

const start = async (
  mapping: Mapping,
  client: DynamoDBStreamsClient,
  parts: StreamParts,
): Promise<StreamSource> => {
  const table = tableOfStream(parts.tables, mapping.sourceArn);
  if (table === undefined)
    throw new Error(
      `resource ${mapping.label}: ${mapping.sourceArn} is not the stream of a table of the application`,
    );
  const reader = new ShardReader({
    client,
    streamArn: await streamArnOf(parts.dynamo, table),
    facts: { streamArn: mapping.sourceArn, region: parts.region, clock: parts.clock, expired: parts.expired },
    fromStart: mapping.fromStart,
    checkpoints: parts.checkpoints[mapping.label] ?? {},
  });
  return new StreamSource(mapping, reader, parts);
};
