// Implements asynchronous invocation: Lambda's own retries, then the destination for failures
// or the dead-letter queue.
import { randomUUID } from 'node:crypto';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Messaging } from '../queues/messaging.ts';
import type { Outcome } from './environment.ts';
import type { Pool } from './pool.ts';

const pausesMs = [60_000, 120_000];
const fastPauseMs = 100;

export interface AsyncParts {
  messaging: Messaging;
  /** Returns whether the pauses between attempts are cut short. */
  fast(): boolean;
  nowMs(): number;
}

/** Invokes until it succeeds or the function's retries are used up; never rejects. */
export const invokeAsync = async (pool: Pool, event: unknown, parts: AsyncParts): Promise<void> => {
  const { retries } = pool.spec.asynchronous;
  for (let attempt = 0; ; attempt += 1) {
    const outcome = await pool.invoke(event);
    if (outcome.ok) return;
    if (attempt >= retries) return giveUp(pool, event, outcome, attempt + 1, parts);
    await new Promise((resolve) =>
      setTimeout(resolve, parts.fast() ? fastPauseMs : (pausesMs[attempt] ?? fastPauseMs)),
    );
  }
};

const giveUp = async (
  pool: Pool,
  event: unknown,
  outcome: Outcome & { ok: false },
  attempts: number,
  parts: AsyncParts,
): Promise<void> => {
  const { onFailureArn } = pool.spec.asynchronous;
  const arn = onFailureArn ?? pool.spec.deadLetterArn;
  const queue = parts.messaging.queues.find((candidate) => candidate.arn === arn);
  if (queue === undefined) return;
  const report = {
    version: '1.0',
    timestamp: new Date(parts.nowMs()).toISOString(),
    requestContext: {
      requestId: randomUUID(),
      functionArn: `${pool.spec.arn}:$LATEST`,
      condition: 'RetriesExhausted',
      approximateInvokeCount: attempts,
    },
    requestPayload: event,
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: outcome.error,
  };
  const MessageBody = JSON.stringify(onFailureArn === undefined ? event : report);
  await parts.messaging.sqs.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody }));
};
