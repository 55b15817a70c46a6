// An event source mapping on a table's stream: reads each shard in order, filters, batches, invokes, retries.
import { randomUUID } from 'node:crypto';
import { setTimeout as setTimeoutPromise } from 'node:timers/promises';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Outcome } from '../lambda/environment.ts';
import type { Messaging } from '../queues/queues.ts';
import { readBatchAnswer } from './batch-answer.ts';
import { type Delivery, halves } from './delivery.ts';
import { type Mapping, passes } from './mapping.ts';
import { type Attempt, afterAttempt, type Batch, lanes } from './stream-batches.ts';
import type { ShardReader } from './stream-reader.ts';
import type { StreamRecord } from './stream-record.ts';

export interface StreamSource {
  /** Looks for records now instead of at the next turn. */
  wake(): void;
  /** Machine time at which the last look began that found nothing with nothing left to do; 0 while busy. */
  caughtUpAt(): number;
  /** Sequence number after which a later run has to go on, by shard. */
  checkpoints(): Record<string, string>;
  stop(): Promise<void>;
}

interface Parts {
  messaging: Messaging;
  delivery: Delivery;
  onDiscard(message: string): void;
}

const pollMs = 200;
const pausedMs = 20;
const fastPauseMs = 50;
const longestPauseMs = 60_000;
const longestFastPauseMs = 400;

const nothing = (): void => undefined;

export const startStreamSource = (mapping: Mapping, reader: ShardReader, parts: Parts): StreamSource => {
  const stopping = new AbortController();
  const stopped = (): boolean => stopping.signal.aborted;
  let caughtUpAt = 0;
  let woken = false;
  let endRest = nothing;

  /** Waits for the next turn; a write that happened in the meantime ends the wait at once. */
  const rest = async (): Promise<void> => {
    if (woken) return;
    const resting = Promise.withResolvers<void>();
    const timer = setTimeout(resting.resolve, pollMs);
    endRest = resting.resolve;
    await resting.promise;
    clearTimeout(timer);
    endRest = nothing;
  };

  const wake = (): void => {
    woken = true;
    endRest();
  };

  const turn = async (): Promise<void> => {
    woken = false;
    if (parts.delivery.paused) return sleep(pausedMs, stopping.signal);
    const began = Date.now();
    const batches = await reader.read(mapping.batchSize);
    if (batches.length === 0) {
      caughtUpAt = began;
      return rest();
    }
    caughtUpAt = 0;
    await Promise.all(
      batches.map(async ({ shardId, records, done }) => {
        const all = await fill(records, shardId);
        await deliverShard(all, shardId);
        // What the end of the runner interrupted comes again in the next run.
        if (!stopped()) done();
      }),
    );
  };

  /** Waits for a fuller batch as the mapping's window says. */
  const fill = async (records: StreamRecord[], shardId: string): Promise<StreamRecord[]> => {
    const until =
      Date.now() + (parts.delivery.fastRetries ? Math.min(mapping.windowMs, fastPauseMs) : mapping.windowMs);
    const all = [...records];
    while (all.length < mapping.batchSize && Date.now() < until && !stopped()) {
      const more = await reader.more(shardId, mapping.batchSize - all.length);
      all.push(...more);
      if (more.length === 0) await sleep(10, stopping.signal);
    }
    return all;
  };

  const deliverShard = async (records: StreamRecord[], shardId: string): Promise<void> => {
    const wanted = records.filter((record) => passes(mapping.filters, record));
    if (wanted.length === 0) return;
    await deliverAll(wanted, shardId);
    if (parts.delivery.duplicate) for (const part of halves(wanted)) await deliverAll(part, shardId);
  };

  const deliverAll = async (records: StreamRecord[], shardId: string): Promise<void> => {
    await Promise.all(
      lanes(records, mapping.parallelisation, keyOf).map((lane) => deliverLane(lane, shardId)),
    );
  };

  const deliverLane = async (records: StreamRecord[], shardId: string): Promise<void> => {
    const work: Batch<StreamRecord>[] = [{ records, attempts: 0 }];
    for (let batch = work.shift(); batch !== undefined && !stopped(); batch = work.shift()) {
      if (tooOld(batch)) {
        await discard(batch, shardId, 'RecordAgeExceeded');
        continue;
      }
      const outcome = await mapping.pool.invoke({ Records: batch.records });
      if (stopped()) return;
      const attempt = attemptOf(outcome, batch.records);
      const next = afterAttempt(batch, attempt, mapping);
      if (next.discarded !== undefined) await discard(next.discarded, shardId, 'RetryAttemptsExhausted');
      const first = next.again[0];
      if (first !== undefined && first.attempts > batch.attempts)
        await sleep(pauseAfter(first.attempts), stopping.signal);
      work.unshift(...next.again);
    }
  };

  /** Age is counted by the machine's clock: a jump in time makes no record old. */
  const tooOld = (batch: Batch<StreamRecord>): boolean => {
    const newest = batch.records.at(-1);
    return newest !== undefined && Date.now() - reader.createdAt(newest) > mapping.maximumAgeMs;
  };

  const attemptOf = (outcome: Outcome, records: StreamRecord[]): Attempt => {
    if (!outcome.ok) return { ok: false, failedFrom: 0 };
    if (!mapping.partialFailures) return { ok: true };
    const numbers = records.map((record) => record.dynamodb.SequenceNumber);
    const answer = readBatchAnswer(outcome.payload, numbers);
    if (answer.kind === 'done') return { ok: true };
    if (answer.kind === 'failed') return { ok: false, failedFrom: 0 };
    return { ok: false, failedFrom: Math.min(...answer.identifiers.map((id) => numbers.indexOf(id))) };
  };

  const pauseAfter = (attempts: number): number => {
    const [first, longest] = parts.delivery.fastRetries
      ? [fastPauseMs, longestFastPauseMs]
      : [1000, longestPauseMs];
    return Math.min(first * 2 ** (attempts - 1), longest);
  };

  const discard = async (batch: Batch<StreamRecord>, shardId: string, condition: string): Promise<void> => {
    const report = discardReport(batch, shardId, condition, mapping, reader);
    parts.onDiscard(
      `${mapping.pool.spec.name} gave up ${batch.records.length} stream record(s): ${condition}`,
    );
    const queue = parts.messaging.queues.find((candidate) => candidate.arn === mapping.onFailureArn);
    if (queue === undefined) return;
    await parts.messaging.sqs.send(
      new SendMessageCommand({ QueueUrl: queue.url, MessageBody: JSON.stringify(report) }),
    );
  };

  const loop = async (): Promise<void> => {
    while (!stopped()) {
      try {
        await turn();
      } catch (error) {
        if (stopped()) return;
        parts.onDiscard(`reading the stream for ${mapping.pool.spec.name} failed: ${String(error)}`);
        await sleep(pollMs, stopping.signal);
      }
    }
  };
  const running = loop();
  return {
    wake,
    caughtUpAt: () => caughtUpAt,
    checkpoints: () => reader.checkpoints(),
    stop: async () => {
      stopping.abort();
      wake();
      await running;
    },
  };
};

const keyOf = (record: StreamRecord): string => JSON.stringify(record.dynamodb.Keys);

const arrival = (record: StreamRecord | undefined): string =>
  new Date((record?.dynamodb.ApproximateCreationDateTime ?? 0) * 1000).toISOString();

/** Ends early, without an error, when the runner stops. */
const sleep = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  setTimeoutPromise(milliseconds, undefined, { signal }).catch(nothing);

/** The message that Lambda sends to the on-failure destination of a stream: where the records lie, not what they hold. */
const discardReport = (
  batch: Batch<StreamRecord>,
  shardId: string,
  condition: string,
  mapping: Mapping,
  reader: ShardReader,
): object => {
  const first = batch.records[0];
  const last = batch.records.at(-1);
  return {
    requestContext: {
      requestId: randomUUID(),
      functionArn: mapping.pool.spec.arn,
      condition,
      approximateInvokeCount: batch.attempts,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: new Date(reader.now()).toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first?.dynamodb.SequenceNumber,
      endSequenceNumber: last?.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: arrival(first),
      approximateArrivalOfLastRecord: arrival(last),
      batchSize: batch.records.length,
      streamArn: mapping.sourceArn,
    },
  };
};
