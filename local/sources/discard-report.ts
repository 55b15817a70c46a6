import { randomUUID } from 'node:crypto';
import type { Mapping } from './mapping.ts';
import type { Batch } from './stream-batches.ts';
import type { StreamRecord } from './stream-record.ts';

export type DiscardCondition = 'RecordAgeExceeded' | 'RetryAttemptsExhausted';

/**
 * Builds the report that Lambda sends to a stream's on-failure destination: where the records are,
 * not what they contain.
 */
export const discardReport = (
  batch: Batch<StreamRecord>,
  shardId: string,
  condition: DiscardCondition,
  mapping: Mapping,
  nowMs: number,
): object => {
  const first = batch.records[0];
  const last = batch.records.at(-1);
  return {
    requestContext: {
      requestId: randomUUID(),
      functionArn: mapping.pool.spec.arn,
      condition,
      approximateInvokeCount: batch.attempts,
    },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    version: '1.0',
    timestamp: new Date(nowMs).toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first?.dynamodb.SequenceNumber,
      endSequenceNumber: last?.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: arrival(first),
      approximateArrivalOfLastRecord: arrival(last),
      batchSize: batch.records.length,
      streamArn: mapping.sourceArn,
    },
  };
};

const arrival = (record: StreamRecord | undefined): string =>
  new Date((record?.dynamodb.ApproximateCreationDateTime ?? 0) * 1000).toISOString();
