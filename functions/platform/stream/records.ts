import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { parse } from 'zod/mini';
import { type DomainEvent, EventSchema } from '../events/envelope.ts';

/** The domain event that a stream record carries. The mapping's filter lets only inserted events through. */
export function eventOfRecord(record: DynamoDBRecord): DomainEvent {
  const image = record.dynamodb?.NewImage;
  if (!image) throw new TypeError('a stream record without a new image passed the filter');
  return parse(EventSchema, unmarshall(image as Parameters<typeof unmarshall>[0]));
}

/** The position of a record in its shard, which a partial failure names. */
export function sequenceOf(record: DynamoDBRecord): string {
  return record.dynamodb?.SequenceNumber ?? '';
}
