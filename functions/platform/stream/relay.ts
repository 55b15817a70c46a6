// Publishes every committed event to the topic, in the order of the stream. It is the only publisher there is.

import { PublishBatchCommand, type PublishBatchRequestEntry, SNSClient } from '@aws-sdk/client-sns';
import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { systemClock } from '../clock.ts';
import { readEnv } from '../env/env.ts';
import { errorFields, logLine } from '../log.ts';
import { EnvSchema } from './env.ts';
import { eventOfRecord, sequenceOf } from './records.ts';

const MAX_ENTRIES = 10;
/** SNS takes 256 KB a batch; messages are text of at most 32,000 characters, four bytes each at worst. */
const MAX_BATCH_BYTES = 250_000;

interface Entry extends PublishBatchRequestEntry {
  Id: string;
  Message: string;
}

function entryOf(record: DynamoDBRecord): Entry {
  const event = eventOfRecord(record);
  return {
    Id: sequenceOf(record),
    Message: JSON.stringify(event),
    MessageAttributes: {
      type: { DataType: 'String', StringValue: event.type },
      lane: { DataType: 'String', StringValue: event.lane ?? 'standard' },
    },
  };
}

/** Groups of at most 10 entries and 250 KB, order kept. */
export function batchesOf<T extends { Message: string }>(entries: readonly T[]): T[][] {
  const batches: T[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const entry of entries) {
    const size = Buffer.byteLength(entry.Message) + 200;
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

/**
 * Publishes the records of a stream batch. The first record that could not be published is reported, so that the stream
 * goes on from there: what came after it is published again, and its readers know duplicates by the event's id.
 */
export function createRelay(sns: SNSClient, topicArn: string) {
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const entries: Entry[] = [];
    let failed: string | undefined;
    for (const record of Records) {
      try {
        entries.push(entryOf(record));
      } catch (error) {
        logLine(
          'error',
          { op: 'relay', sequence: sequenceOf(record), ...errorFields(error) },
          systemClock.now(),
        );
        failed = sequenceOf(record);
        break;
      }
    }
    for (const batch of batchesOf(entries)) {
      const first = await publish(sns, topicArn, batch);
      if (first !== undefined) {
        failed = first;
        break;
      }
    }
    logLine(failed ? 'warn' : 'info', { op: 'relay' }, systemClock.now(), [
      { name: 'messages', unit: 'Count', value: Records.length },
      { name: 'failed', unit: 'Count', value: failed ? 1 : 0 },
    ]);
    return { batchItemFailures: failed === undefined ? [] : [{ itemIdentifier: failed }] };
  };
}

/** The id of the first entry that was not published, if any. */
async function publish(sns: SNSClient, topicArn: string, batch: Entry[]): Promise<string | undefined> {
  try {
    const answer = await sns.send(
      new PublishBatchCommand({ TopicArn: topicArn, PublishBatchRequestEntries: batch }),
    );
    const failed = new Set((answer.Failed ?? []).map((entry) => entry.Id));
    return batch.find((entry) => failed.has(entry.Id))?.Id;
  } catch (error) {
    logLine('error', { op: 'relay', ...errorFields(error) }, systemClock.now());
    return batch[0]?.Id;
  }
}

export const handler = middy((event: DynamoDBStreamEvent) => {
  relay ??= createRelay(new SNSClient({}), readEnv(EnvSchema).TOPIC_ARN);
  return relay(event);
});
let relay: ReturnType<typeof createRelay> | undefined;
