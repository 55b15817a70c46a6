// Publishes every committed event to the topic, in stream order. It is the only publisher.

import { PublishBatchCommand, type PublishBatchRequestEntry, SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { type Clock, systemClock } from '../clock.ts';
import { readEnv } from '../env/env.ts';
import { messageOf, publishedBytes } from '../events/event-size.ts';
import { errorFields, logLine } from '../log.ts';
import { EnvSchema } from './env.ts';
import { isPermanentError, type Park, parkToQueue, reasonOf } from './park-record.ts';
import { eventOfRecord, sequenceOf } from './records.ts';

const MAX_ENTRIES = 10;
/** SNS accepts 256 KB per batch; one of our events has at most 240 (../events/event-size.ts). */
const MAX_BATCH_BYTES = 250_000;

interface Entry extends PublishBatchRequestEntry {
  Id: string;
  Message: string;
}

/** Returns the message of a record, or the reason why it can never be one. Throws temporary errors. */
function entryOf(record: DynamoDBRecord): Entry | string {
  try {
    const event = eventOfRecord(record);
    const Message = messageOf(event);
    const bytes = publishedBytes(Message);
    if (bytes > MAX_BATCH_BYTES) return `too large: ${bytes} bytes`;
    return {
      Id: sequenceOf(record),
      Message,
      MessageAttributes: {
        type: { DataType: 'String', StringValue: event.type },
        lane: { DataType: 'String', StringValue: event.lane ?? 'standard' },
      },
    };
  } catch (error) {
    if (!isPermanentError(error)) throw error;
    return `unreadable: ${reasonOf(error)}`;
  }
}

/** Groups entries into batches of at most 10 entries and 250 KB, in order. */
export function batchesOf<T extends { Message: string }>(entries: readonly T[]): T[][] {
  const batches: T[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const entry of entries) {
    const size = publishedBytes(entry.Message);
    const current = batches.at(-1);
    if (!current || current.length === MAX_ENTRIES || bytes + size > MAX_BATCH_BYTES) {
      batches.push([entry]);
      bytes = size;
    } else {
      current.push(entry);
      bytes += size;
    }
  }
  return batches;
}

/** The result of a batch: the entries that can never be published, and the first one to retry. */
interface Outcome {
  refused: { entry: Entry; why: string }[];
  retry?: Entry | undefined;
}

/**
 * Publishes the records of a stream batch. A record that can never be published is parked, and the others go
 * on. The first record that could not be published now is reported, and the stream continues from there:
 * later records are published again, and their consumers recognise duplicates by the event's id.
 */
export function createRelay(sns: SNSClient, topicArn: string, park: Park, clock: Clock = systemClock) {
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const now = clock.now();
    const failed = await relayAll(sns, topicArn, Records, park, now);
    logLine(failed ? 'warn' : 'info', { op: 'relay' }, now, [
      { name: 'messages', unit: 'Count', value: Records.length },
      { name: 'failed', unit: 'Count', value: failed ? 1 : 0 },
    ]);
    return { batchItemFailures: failed === undefined ? [] : [{ itemIdentifier: sequenceOf(failed) }] };
  };
}

/** Returns the record from which the stream must come again, if any. */
async function relayAll(
  sns: SNSClient,
  topicArn: string,
  records: readonly DynamoDBRecord[],
  park: Park,
  now: Date,
): Promise<DynamoDBRecord | undefined> {
  const recordOf = new Map(records.map((record) => [sequenceOf(record), record]));
  const entries: Entry[] = [];
  let unhandled: DynamoDBRecord | undefined;
  for (const record of records) {
    try {
      const entry = entryOf(record);
      if (typeof entry === 'string') await park(record, entry, now);
      else entries.push(entry);
    } catch (error) {
      logLine('error', { op: 'relay', sequence: sequenceOf(record), ...errorFields(error) }, now);
      unhandled = record;
      break;
    }
  }
  for (const batch of batchesOf(entries)) {
    const { refused, retry } = await publish(sns, topicArn, batch, now);
    const again = new Set(retry ? [retry.Id] : []);
    for (const { entry, why } of refused) {
      const record = recordOf.get(entry.Id);
      if (record && !(await tryToPark(park, record, why, now))) again.add(entry.Id);
    }
    const first = batch.find(({ Id }) => again.has(Id));
    if (first) return recordOf.get(first.Id);
  }
  return unhandled;
}

/** Tries to park a record; a record that could not be parked was not handled. */
async function tryToPark(park: Park, record: DynamoDBRecord, why: string, now: Date): Promise<boolean> {
  try {
    await park(record, why, now);
    return true;
  } catch (error) {
    logLine('error', { op: 'relay', sequence: sequenceOf(record), ...errorFields(error) }, now);
    return false;
  }
}

/**
 * Matches SNS's codes for a message that it will never accept. Everything else may pass: throttling,
 * permissions, keys, the network.
 */
const PERMANENT_SNS_ERRORS =
  /^(InvalidParameter|ParameterValueInvalid|InvalidMessage|MessageTooLong|BatchRequestTooLong|Validation)/;

/**
 * Returns whether the message causes the error. SNS also calls a wrong topic name an invalid parameter; that
 * is a fault of the settings, not of the message.
 */
const isMessageFault = (code: string, message: string | undefined) =>
  PERMANENT_SNS_ERRORS.test(code) && !/\b(topic|target) ?arn\b/i.test(message ?? '');

async function publish(sns: SNSClient, topicArn: string, batch: Entry[], now: Date): Promise<Outcome> {
  try {
    const answer = await sns.send(
      new PublishBatchCommand({ TopicArn: topicArn, PublishBatchRequestEntries: batch }),
    );
    const failures = new Map((answer.Failed ?? []).map((failure) => [failure.Id, failure]));
    const failed = batch.filter(({ Id }) => failures.has(Id));
    const codeOf = ({ Id }: Entry) => failures.get(Id)?.Code ?? '';
    const isRefused = (entry: Entry) => isMessageFault(codeOf(entry), failures.get(entry.Id)?.Message);
    return {
      refused: failed.filter(isRefused).map((entry) => ({ entry, why: codeOf(entry) })),
      retry: failed.find((entry) => !isRefused(entry)),
    };
  } catch (error) {
    const { name: why, message } = error instanceof Error ? error : { name: '', message: '' };
    logLine('error', { op: 'relay', ...errorFields(error) }, now);
    const [only, ...others] = batch;
    if (!isMessageFault(why, message) || !only) return { refused: [], retry: only };
    if (others.length === 0) return { refused: [{ entry: only, why }] };
    return oneByOne(sns, topicArn, batch, now);
  }
}

/** Publishes each entry of a refused batch by itself to find out which one caused the refusal. */
async function oneByOne(sns: SNSClient, topicArn: string, batch: Entry[], now: Date): Promise<Outcome> {
  const refused: Outcome['refused'] = [];
  for (const entry of batch) {
    const outcome = await publish(sns, topicArn, [entry], now);
    refused.push(...outcome.refused);
    if (outcome.retry) return { refused, retry: outcome.retry };
  }
  return { refused };
}

export const handler = middy((event: DynamoDBStreamEvent) => {
  relay ??= openRelay();
  return relay(event);
});
let relay: ReturnType<typeof createRelay> | undefined;

function openRelay() {
  const { TOPIC_ARN, PARKED_QUEUE_URL } = readEnv(EnvSchema);
  return createRelay(new SNSClient({}), TOPIC_ARN, parkToQueue(new SQSClient({}), PARKED_QUEUE_URL, 'relay'));
}
