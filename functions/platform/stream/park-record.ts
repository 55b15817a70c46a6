// A record that can never be handled is parked, and the stream goes on behind it: one bad record must not hold up the work of
// everybody. Parked is where the event stands, not what it holds: it stays in the table, whatever its size.
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBRecord } from 'aws-lambda';
import { DomainError } from '../errors.ts';
import { errorFields, logLine } from '../log.ts';
import { sequenceOf } from './records.ts';

/** Puts a record aside for a person, whom the queue's alarm tells (docs/runbooks/dead-letters.md). */
export type Park = (record: DynamoDBRecord, why: string, now: Date) => Promise<void>;

/**
 * Parks in a queue. Throws when the queue does not take it: then the record was not handled, and comes again. A record that
 * comes twice is parked twice, which harms nobody: readers know an event that they had.
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

/** Errors of data that fit no schema: our own classes, and the names that zod gives its errors. */
const SCHEMA_ERRORS: ReadonlySet<string> = new Set([
  'UnreadableRecord',
  'UnreadableEvent',
  '$ZodError',
  'ZodError',
  'ZodMiniError',
]);

/** What DynamoDB says of an item. Of an expression that is wrong it says other things: that is a bug, and passes. */
const INVALID_ITEM = /^item size|parameter values? (?:were|are) (?:invalid|not valid)|^number overflow/i;

/** Why an action of a transaction can never be carried out. */
const INVALID: ReadonlySet<string> = new Set(['ValidationError', 'ItemCollectionSizeLimitExceeded']);

/**
 * Tells errors that lie in the record, and will come again with it, from those that pass: throttling, a lost connection, a
 * refused right, somebody else who writes the same, and a bug, which the version before a canary or the next one does not
 * have. What is not known to be the first is taken for the second: the mapping tries it twenty times, then its queue for
 * failures gets it.
 */
export function isPermanentError(error: unknown): boolean {
  if (error instanceof DomainError) return error.code !== 'write.contended';
  if (!(error instanceof Error)) return false;
  const reasons = (error as { CancellationReasons?: { Code?: string }[] }).CancellationReasons ?? [];
  if (error.name === 'ValidationException' && INVALID_ITEM.test(error.message)) return true;
  return SCHEMA_ERRORS.has(error.name) || reasons.some(({ Code = '' }) => INVALID.has(Code));
}
