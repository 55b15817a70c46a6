// Implements an event source mapping on a table's stream: reads each shard in order,
// filters, batches, invokes, retries.
import { setTimeout as setTimeoutPromise } from 'node:timers/promises';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Outcome } from '../lambda/environment.ts';
import type { Messaging } from '../queues/messaging.ts';
import { readBatchAnswer } from './batch-answer.ts';
import { type Delivery, halves } from './delivery.ts';
import { type DiscardCondition, discardReport } from './discard-report.ts';
import { type Mapping, matchesFilters } from './mapping.ts';
import { type Attempt, afterAttempt, type Batch, lanes } from './stream-batches.ts';
import type { ShardBatch, ShardReader } from './stream-reader.ts';
import type { StreamRecord } from './stream-record.ts';

export interface StreamSourceParts {
  messaging: Messaging;
  delivery: Delivery;
  /** Called with records that were given up and with reads that failed. */
  onDiscard(message: string): void;
}

const pollMs = 200;
const pausedMs = 20;
const fillMs = 10;
const fastWindowMs = 50;
const fastRetry = { firstMs: 50, longestMs: 400 };
const slowRetry = { firstMs: 1000, longestMs: 60_000 };

const nothing = (): void => undefined;

export class StreamSource {
  private readonly mapping: Mapping;
  private readonly reader: ShardReader;
  private readonly parts: StreamSourceParts;
  private readonly stopping = new AbortController();
  private readonly running: Promise<void>;
  private emptySince = 0;
  private woken = false;
  private endRest = nothing;

  /** Starts reading at once. */
  constructor(mapping: Mapping, reader: ShardReader, parts: StreamSourceParts) {
    this.mapping = mapping;
    this.reader = reader;
    this.parts = parts;
    this.running = this.loop();
  }

  /** Reads now instead of at the next turn. */
  wake(): void {
    this.woken = true;
    this.endRest();
  }

  /** Returns the machine time at which the last empty read began with nothing left to do; 0 while busy. */
  caughtUpAt(): number {
    return this.emptySince;
  }

  /** Returns by shard the sequence number after which a later run must continue. */
  checkpoints(): Record<string, string> {
    return this.reader.checkpoints();
  }

  /** Stops. Interrupted work comes again in the next run. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.running;
  }

  private get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async loop(): Promise<void> {
    while (!this.stopped) {
      try {
        await this.turn();
      } catch (error) {
        if (this.stopped) return;
        this.parts.onDiscard(
          `reading the stream for ${this.mapping.pool.spec.name} failed: ${String(error)}`,
        );
        await this.sleep(pollMs);
      }
    }
  }

  private async turn(): Promise<void> {
    this.woken = false;
    if (this.parts.delivery.paused) return this.sleep(pausedMs);
    const began = Date.now();
    const batches = await this.reader.read(this.mapping.batchSize);
    if (batches.length === 0) {
      this.emptySince = began;
      return this.rest();
    }
    this.emptySince = 0;
    await Promise.all(batches.map((batch) => this.serve(batch)));
  }

  private async serve({ shardId, records, done }: ShardBatch): Promise<void> {
    const all = await this.fill(records, shardId);
    const wanted = all.filter((record) => matchesFilters(this.mapping.filters, record));
    await this.deliver(wanted, shardId);
    if (this.parts.delivery.duplicate) for (const part of halves(wanted)) await this.deliver(part, shardId);
    if (!this.stopped) done();
  }

  /** Waits for a fuller batch within the mapping's window. */
  private async fill(records: StreamRecord[], shardId: string): Promise<StreamRecord[]> {
    const { batchSize, windowMs } = this.mapping;
    const until =
      Date.now() + (this.parts.delivery.fastRetries ? Math.min(windowMs, fastWindowMs) : windowMs);
    const all = [...records];
    while (all.length < batchSize && Date.now() < until && !this.stopped) {
      const more = await this.reader.more(shardId, batchSize - all.length);
      all.push(...more);
      if (more.length === 0) await this.sleep(fillMs);
    }
    return all;
  }

  private async deliver(records: StreamRecord[], shardId: string): Promise<void> {
    if (records.length === 0) return;
    const sorted = lanes(records, this.mapping.parallelisation, keyOf);
    await Promise.all(sorted.map((lane) => this.deliverLane(lane, shardId)));
  }

  private async deliverLane(records: StreamRecord[], shardId: string): Promise<void> {
    const work: Batch<StreamRecord>[] = [{ records, attempts: 0 }];
    for (let batch = work.shift(); batch !== undefined && !this.stopped; batch = work.shift()) {
      work.unshift(...(await this.attempt(batch, shardId)));
    }
  }

  /** Hands over one batch; resolves with what must be retried. */
  private async attempt(batch: Batch<StreamRecord>, shardId: string): Promise<Batch<StreamRecord>[]> {
    if (this.tooOld(batch)) {
      await this.discard(batch, shardId, 'RecordAgeExceeded');
      return [];
    }
    const outcome = await this.mapping.pool.invoke({ Records: batch.records });
    if (this.stopped) return [];
    const next = afterAttempt(batch, this.read(outcome, batch.records), this.mapping);
    if (next.discarded !== undefined) await this.discard(next.discarded, shardId, 'RetryAttemptsExhausted');
    const first = next.again[0];
    if (first !== undefined && first.attempts > batch.attempts)
      await this.sleep(this.pauseAfter(first.attempts));
    return next.again;
  }

  /**
   * Returns whether a batch is too old. Age is measured by the machine's clock: a jump in time
   * makes no record old.
   */
  private tooOld(batch: Batch<StreamRecord>): boolean {
    const newest = batch.records.at(-1);
    return newest !== undefined && Date.now() - this.reader.createdAt(newest) > this.mapping.maximumAgeMs;
  }

  private read(outcome: Outcome, records: StreamRecord[]): Attempt {
    if (!outcome.ok) return { ok: false, failedFrom: 0 };
    if (!this.mapping.partialFailures) return { ok: true };
    const numbers = records.map((record) => record.dynamodb.SequenceNumber);
    const answer = readBatchAnswer(outcome.payload, numbers);
    if (answer.kind === 'done') return { ok: true };
    if (answer.kind === 'failed') return { ok: false, failedFrom: 0 };
    return { ok: false, failedFrom: Math.min(...answer.identifiers.map((id) => numbers.indexOf(id))) };
  }

  private pauseAfter(attempts: number): number {
    const { firstMs, longestMs } = this.parts.delivery.fastRetries ? fastRetry : slowRetry;
    return Math.min(firstMs * 2 ** (attempts - 1), longestMs);
  }

  private async discard(
    batch: Batch<StreamRecord>,
    shardId: string,
    condition: DiscardCondition,
  ): Promise<void> {
    const { onFailureArn, pool } = this.mapping;
    this.parts.onDiscard(`${pool.spec.name} gave up ${batch.records.length} stream record(s): ${condition}`);
    const queue = this.parts.messaging.queues.find(({ arn }) => arn === onFailureArn);
    if (queue === undefined) return;
    const MessageBody = JSON.stringify(
      discardReport(batch, shardId, condition, this.mapping, this.reader.now()),
    );
    await this.parts.messaging.sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody }));
  }

  /** Waits for the next turn; a write in the meantime ends the wait at once. */
  private async rest(): Promise<void> {
    if (this.woken) return;
    const resting = Promise.withResolvers<void>();
    const timer = setTimeout(resting.resolve, pollMs);
    this.endRest = resting.resolve;
    await resting.promise;
    clearTimeout(timer);
    this.endRest = nothing;
  }

  /** Sleeps; ends early, without an error, when the runner stops. */
  private sleep(milliseconds: number): Promise<void> {
    return setTimeoutPromise(milliseconds, undefined, { signal: this.stopping.signal }).catch(nothing);
  }
}

const keyOf = (record: StreamRecord): string => JSON.stringify(record.dynamodb.Keys);
