// Connects a function to the table's stream: domain events only, from the first record on,
// never blocked for ever.
import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { acknowledge } from '../../acknowledge.ts';
import { ImpactAlarm, type Operations } from '../operations/impact-alarm.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { RapportFunction } from './rapport-function.ts';

export interface StreamConsumerProps {
  fn: RapportFunction;
  streamArn: string;
  impact: string;
  batchSize: number;
  /** How long it waits for a fuller batch; absent: not at all. */
  batchingWindow?: Duration;
  operations: Operations;
}

/** A record is given up after half of the stream's 24 hours, which leaves the other half to read it again. */
const MAX_RECORD_AGE = Duration.hours(12);
/**
 * Survives an outage of about fifteen minutes. A poison record does not need it: consumers park one at once
 * (functions/platform/stream/park-record.ts). Only a record that kills the process is retried this often,
 * alone after bisecting.
 */
const RETRY_ATTEMPTS = 20;

export class StreamConsumer extends Construct {
  /**
   * The queue for records that the consumer parks and for batches that the mapping gives up:
   * one grant covers both.
   */
  readonly parked: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: StreamConsumerProps) {
    super(scope, id);
    const parked = new DeadLetterQueue(this, 'Parked', props);
    this.parked = parked;
    // Not grantStreamRead, which allows ListStreams on every table of the account.
    props.fn.allow(
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
      [props.streamArn],
    );
    new EventSourceMapping(this, 'Mapping', {
      target: props.fn.target,
      eventSourceArn: props.streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.isEqual('INSERT'),
          dynamodb: { NewImage: { t: { S: FilterRule.isEqual('event') } } },
        }),
      ],
      batchSize: props.batchSize,
      ...(props.batchingWindow === undefined ? {} : { maxBatchingWindow: props.batchingWindow }),
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: RETRY_ATTEMPTS,
      maxRecordAge: MAX_RECORD_AGE,
      onFailure: parked.takeFailuresOf(props.fn),
    }).node.addDependency(props.fn);
    acknowledge(parked, { 'AwsSolutions-SQS3': 'This is the dead-letter queue, of a stream mapping.' });
    acknowledge(props.fn.lambda, {
      'Serverless-LambdaDLQ':
        'Fed by a stream: permanent failures go to the on-failure queue of the mapping.',
    });
    new ImpactAlarm(this, 'IteratorAge', {
      metric: props.fn.lambda.metric('IteratorAge', { period: Duration.minutes(1), statistic: 'Maximum' }),
      impact: `${props.impact} (The stream consumer is more than a minute behind.)`,
      threshold: Duration.minutes(1).toMilliseconds(),
      periods: 3,
      operations: props.operations,
    });
  }
}
