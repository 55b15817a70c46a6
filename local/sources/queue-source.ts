// Implements an event source mapping on a queue: receives, filters, invokes, deletes what
// succeeded, returns what failed.

import { setTimeout as sleep } from 'node:timers/promises';
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import type { Messaging } from '../queues/messaging.ts';
import type { Clock } from '../state/clock.ts';
import { readBatchAnswer } from './batch-answer.ts';
import { type Delivery, disturb } from './delivery.ts';
import { type Mapping, matchesFilters } from './mapping.ts';
import { filterView, toLambdaMessage } from './queue-record.ts';

export interface QueueSource {
  stop(): Promise<void>;
}

interface Parts {
  messaging: Messaging;
  clock: Clock;
  delivery: Delivery;
  onError(message: string): void;
}

const defaultConcurrency = 5;
const fastRetrySeconds = 1;
const largestReceive = 10;
const longPollSeconds = 20;
const failurePauseMs = 500;
const pausedMs = 20;

/**
 * Starts polling. Reads and deletes with the runner's own rights; the role was checked when
 * the mapping was read.
 */
export const startQueueSource = (mapping: Mapping, parts: Parts): QueueSource => {
  const stopping = new AbortController();
  const url = parts.messaging.queues.find((queue) => queue.arn === mapping.sourceArn)?.url ?? '';
  const limit = mapping.maximumConcurrency ?? defaultConcurrency;
  const active = new Set<Promise<void>>();
  const report = (error: unknown): void => {
    if (!stopping.signal.aborted)
      parts.onError(`serving the queue of ${mapping.pool.spec.name} failed: ${String(error)}`);
  };
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      if (active.size >= limit) await Promise.race(active);
      const messages = await receiveBatch(mapping, url, parts, stopping.signal);
      while (parts.delivery.paused && !stopping.signal.aborted) await sleep(pausedMs);
      if (messages.length === 0) continue;
      const work = deliver(mapping, url, messages, parts)
        .catch((error: unknown) => report(error))
        .finally(() => active.delete(work));
      active.add(work);
    }
  };
  const running = loop();
  return {
    stop: async () => {
      stopping.abort();
      await running.catch(() => undefined);
      await Promise.allSettled(active);
    },
  };
};

const receiveBatch = async (
  mapping: Mapping,
  url: string,
  parts: Parts,
  signal: AbortSignal,
): Promise<Message[]> => {
  const messages = await receive(
    url,
    Math.min(mapping.batchSize, largestReceive),
    longPollSeconds,
    parts,
    signal,
  );
  const until = Date.now() + (parts.delivery.fastRetries ? Math.min(mapping.windowMs, 50) : mapping.windowMs);
  while (
    messages.length > 0 &&
    messages.length < mapping.batchSize &&
    Date.now() < until &&
    !signal.aborted
  ) {
    const more = await receive(
      url,
      Math.min(mapping.batchSize - messages.length, largestReceive),
      0,
      parts,
      signal,
    );
    messages.push(...more);
    if (more.length === 0) await sleep(10);
  }
  return messages;
};

const receive = async (
  url: string,
  most: number,
  wait: number,
  parts: Parts,
  signal: AbortSignal,
): Promise<Message[]> => {
  try {
    const command = new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: most,
      WaitTimeSeconds: wait,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    const { Messages } = await parts.messaging.sqs.send(command, { abortSignal: signal });
    return Messages ?? [];
  } catch (error) {
    if (signal.aborted) return [];
    parts.onError(`receiving from ${url} failed: ${String(error)}`);
    await sleep(failurePauseMs);
    return [];
  }
};

const deliver = async (mapping: Mapping, url: string, messages: Message[], parts: Parts): Promise<void> => {
  const records = messages.map((message) => ({
    message,
    record: toLambdaMessage(message, mapping.sourceArn, parts.clock),
  }));
  const wanted = records.filter(({ record }) => matchesFilters(mapping.filters, filterView(record)));
  const failed = new Set<string>();
  for (const batch of disturb(wanted, parts.delivery)) {
    const ids = batch.map(({ record }) => record.messageId);
    const outcome = await mapping.pool.invoke({ Records: batch.map(({ record }) => record) });
    const answer = !outcome.ok
      ? { kind: 'failed' as const }
      : mapping.partialFailures
        ? readBatchAnswer(outcome.payload, ids)
        : { kind: 'done' as const };
    if (answer.kind === 'failed') for (const id of ids) failed.add(id);
    if (answer.kind === 'partly') for (const id of answer.identifiers) failed.add(id);
  }
  await settle(url, messages, failed, parts);
};

const settle = async (url: string, messages: Message[], failed: Set<string>, parts: Parts): Promise<void> => {
  const done = messages.filter((message) => !failed.has(message.MessageId ?? ''));
  const again = messages.filter((message) => failed.has(message.MessageId ?? ''));
  for (const part of chunks(done)) {
    await parts.messaging.sqs.send(
      new DeleteMessageBatchCommand({ QueueUrl: url, Entries: part.map(entry) }),
    );
  }
  if (!parts.delivery.fastRetries) return;
  const VisibilityTimeout = Math.min(fastRetrySeconds, await visibilityOf(url, parts));
  for (const part of chunks(again)) {
    const Entries = part.map((message, index) => ({ ...entry(message, index), VisibilityTimeout }));
    await parts.messaging.sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries }));
  }
};

const visibilityOf = async (url: string, parts: Parts): Promise<number> => {
  const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['VisibilityTimeout'] });
  return Number((await parts.messaging.sqs.send(command)).Attributes?.VisibilityTimeout ?? 30);
};

const chunks = <T>(list: T[]): T[][] =>
  Array.from({ length: Math.ceil(list.length / largestReceive) }, (_, index) =>
    list.slice(index * largestReceive, (index + 1) * largestReceive),
  );

const entry = (message: Message, index: number) => ({
  Id: String(index),
  ReceiptHandle: message.ReceiptHandle ?? '',
});
