// Converts a queue message to Lambda's format.
import type { Message } from '@aws-sdk/client-sqs';
import type { Clock } from '../state/clock.ts';

export interface QueueRecord {
  messageId: string;
  body: string;
  [key: string]: unknown;
}

const times = new Set(['SentTimestamp', 'ApproximateFirstReceiveTimestamp']);

/** Converts a message to Lambda's format. */
export const toLambdaMessage = (message: Message, sourceArn: string, clock: Clock): QueueRecord => {
  const attributes = Object.entries(message.Attributes ?? {}).map(([name, value]) => [
    name,
    times.has(name) ? String(clock.fromMachine(Number(value))) : value,
  ]);
  const custom = Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [
    name,
    {
      ...(value.StringValue === undefined ? {} : { stringValue: value.StringValue }),
      stringListValues: [],
      binaryListValues: [],
      dataType: value.DataType,
    },
  ]);
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: Object.fromEntries(attributes) as Record<string, string>,
    messageAttributes: Object.fromEntries(custom) as Record<string, unknown>,
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN: sourceArn,
    awsRegion: sourceArn.split(':')[3],
  };
};

/** Returns the record as filters see it: the body is parsed if it is JSON. */
export const filterView = (record: QueueRecord): unknown => {
  try {
    return { ...record, body: JSON.parse(record.body) as unknown };
  } catch {
    return record;
  }
};
