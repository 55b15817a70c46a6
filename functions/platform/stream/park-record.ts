// Parks a record that can never be handled, so that the stream goes on: one bad record must not stop
// everybody's work. The parked message says where the event is stored, not what it contains: the event stays
// in the table, whatever its size.
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBRecord } from 'aws-lambda';
import { DomainError } from '../errors.ts';
import { errorFields, logLine } from '../log.ts';
import { sequenceOf } from './records.ts';

/** Puts a record aside for a person; the queue's alarm notifies them (docs/runbooks/dead-letters.md). */
export type Park = (record: DynamoDBRecord, why: string, now: Date) => Promise<void>;

/**
 * Parks records in a queue. Throws when the queue does not accept one: the record was then not handled and
 * comes again. A record that comes twice is parked twice, which is harmless, because consumers recognise
 * events that they have handled.
 */
export function parkToQueue(sqs: SQSClient, queueUrl: string, reader: string): Park {
  return async (record, why, now) => {
    const { pk, sk } = record.dynamodb?.Keys ?? {};
    const sequenceNumber = sequenceOf(record);
    const parked = { reader, pk: pk?.S, sk: sk?.S, sequenceNumber, why, parkedAt: now.toISOString() };
    await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(parked) }));
    logLine('error', { op: `${reader}-park`, sequence: sequenceNumber, why }, now, [
      { name: 'parked', unit: 'Count', value: 1 },
    ]);
  };
}

/** Describes a permanent error by its name and place, without the message of a foreign error. */
export function reasonOf(error: unknown): string {
  const { error: name, where } = errorFields(error);
  return [name, where].filter(Boolean).join(' ');
}

/** The names of errors for data that fits no schema: our own classes and zod's. */
const SCHEMA_ERRORS: ReadonlySet<string> = new Set([
  'UnreadableRecord',
  'UnreadableEvent',
  '$ZodError',
  'ZodError',
  'ZodMiniError',
]);

/**
 * Matches what DynamoDB says about an invalid item. Its messages about an invalid expression differ: that is
 * a bug and may pass.
 */
const INVALID_ITEM = /^item size|parameter values? (?:were|are) (?:invalid|not valid)|^number overflow/i;

/** The reasons why an action of a transaction can never be carried out. */
const INVALID: ReadonlySet<string> = new Set(['ValidationError', 'ItemCollectionSizeLimitExceeded']);

/**
 * Distinguishes permanent errors, which the record itself causes each time it comes, from temporary ones:
 * throttling, a lost connection, a missing permission, a concurrent writer, and a bug, which the version
 * before a canary or the next version does not have. An error that is not known to be permanent counts as
 * temporary: the mapping retries twenty times, then sends it to its failure queue.
 */
export function isPermanentError(error: unknown): boolean {
  if (error instanceof DomainError) return error.code !== 'write.contended';
  if (!(error instanceof Error)) return false;
  const reasons = (error as { CancellationReasons?: { Code?: string }[] }).CancellationReasons ?? [];
  if (error.name === 'ValidationException' && INVALID_ITEM.test(error.message)) return true;
  return SCHEMA_ERRORS.has(error.name) || reasons.some(({ Code = '' }) => INVALID.has(Code));
}
