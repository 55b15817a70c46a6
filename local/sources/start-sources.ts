// Starts everything that invokes functions without a client: queues, streams and schedules.
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { TableSpec } from '../dynamo/tables.ts';
import { mayInvoke } from '../http/api-spec.ts';
import { readRoles } from '../iam/roles.ts';
import { findFunction } from '../lambda/function-spec.ts';
import { invokeAsync } from '../lambda/invoke-async.ts';
import type { Pool } from '../lambda/pool.ts';
import type { Messaging } from '../queues/messaging.ts';
import type { Clock } from '../state/clock.ts';
import type { Deployment } from '../template/deployment.ts';
import type { Delivery } from './delivery.ts';
import type { Mapping } from './mapping.ts';
import { startQueueSource } from './queue-source.ts';
import { type Schedules, startSchedules } from './schedules.ts';
import type { StreamSource } from './stream-source.ts';
import { startStreams } from './streams.ts';

export interface SourceParts {
  deployment: Deployment;
  pools: Pool[];
  mappings: Mapping[];
  tables: TableSpec[];
  dynamo: DynamoDBClient;
  dynamoEndpoint: string;
  messaging: Messaging;
  clock: Clock;
  delivery: Delivery;
  expired(keys: Record<string, unknown>): boolean;
  checkpoints: Record<string, Record<string, string>>;
  note(message: string): void;
}

export interface Sources {
  streams: StreamSource[];
  schedules: Schedules;
  wakeStreams(): void;
  /** Returns the number of asynchronous invocations that are not over yet. */
  later(): number;
  checkpoints(): Record<string, Record<string, string>>;
  stop(): Promise<void>;
}

export const startSources = async (parts: SourceParts): Promise<Sources> => {
  const { clock, delivery, mappings, messaging, note } = parts;
  const ofKind = (kind: Mapping['kind']): Mapping[] => mappings.filter((mapping) => mapping.kind === kind);
  const streams = await startStreams(ofKind('stream'), {
    ...parts,
    endpoint: parts.dynamoEndpoint,
    region: parts.deployment.place.region,
    onDiscard: note,
  });
  const queues = ofKind('queue').map((mapping) =>
    startQueueSource(mapping, { messaging, clock, delivery, onError: note }),
  );
  const later = { count: 0 };
  const schedules = startSchedules(parts.deployment, scheduleTarget(parts, later), clock);
  return {
    schedules,
    streams: streams.sources,
    wakeStreams: () => {
      for (const source of streams.sources) source.wake();
    },
    later: () => later.count,
    checkpoints: streams.checkpoints,
    stop: async () => {
      schedules.stop();
      await Promise.all([streams.stop(), ...queues.map((source) => source.stop())]);
    },
  };
};

const scheduleTarget = (parts: SourceParts, later: { count: number }) => {
  const { clock, delivery, deployment, messaging, pools } = parts;
  const fast = (): boolean => delivery.fastRetries;
  return {
    messaging,
    roles: readRoles(deployment),
    functions: pools,
    permits: (arn: string, service: string, source: string): boolean => {
      const pool = findFunction(pools, arn);
      return pool !== undefined && mayInvoke(deployment, pool, service, source);
    },
    invoke: async (arn: string, event: unknown): Promise<void> => {
      const pool = findFunction(pools, arn);
      if (pool === undefined) return;
      later.count += 1;
      await invokeAsync(pool, event, { messaging, fast, nowMs: clock.now });
      later.count -= 1;
    },
  };
};
