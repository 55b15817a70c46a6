import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { safeParse } from 'zod/mini';
import { type DomainEvent, DomainEventSchema } from '../events/domain-event.ts';

/** The record contains no event, and will not contain one when it comes again. */
export class UnreadableRecord extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UnreadableRecord';
  }
}

/**
 * Returns the domain event of a stream record. The mapping's filter passes only inserted events. Throws
 * `UnreadableRecord` for a record without an image or with an image that is not an event.
 */
export function eventOfRecord(record: DynamoDBRecord): DomainEvent {
  const image = record.dynamodb?.NewImage;
  if (!image) throw new UnreadableRecord('a stream record without a new image passed the filter');
  const parsed = safeParse(DomainEventSchema, itemOf(image as Parameters<typeof unmarshall>[0]));
  if (!parsed.success) throw new UnreadableRecord('the image is no event', { cause: parsed.error });
  return parsed.data;
}

function itemOf(image: Parameters<typeof unmarshall>[0]): unknown {
  try {
    return unmarshall(image);
  } catch (cause) {
    throw new UnreadableRecord('the image is no item', { cause });
  }
}

/** Returns the position of a record in its shard, which a partial failure names. */
export function sequenceOf(record: DynamoDBRecord): string {
  return record.dynamodb?.SequenceNumber ?? '';
}
