import { Duration } from 'aws-cdk-lib';
import type { IDestination, IEventSourceDlq } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledge } from '../../acknowledge.ts';
import { ImpactAlarm, type Operations } from '../operations/impact-alarm.ts';
import type { RapportFunction } from './rapport-function.ts';

export interface DeadLetterQueueProps {
  impact: string;
  operations: Operations;
}

/** Returns the encryption of a queue: the stage's own key, or SQS's. */
export const queueEncryption = ({
  restKey,
}: Operations): Pick<QueueProps, 'encryption' | 'encryptionMasterKey'> =>
  restKey === undefined
    ? { encryption: QueueEncryption.SQS_MANAGED }
    : { encryption: QueueEncryption.KMS, encryptionMasterKey: restKey };

/**
 * Allows a function to send to a queue. CDK's own grant would allow more, and the use of
 * the key for everything.
 */
export function allowSendingTo(queue: Queue, fn: RapportFunction): void {
  fn.allow(['sqs:SendMessage'], [queue.queueArn]);
  fn.allowKey(['kms:Decrypt', 'kms:GenerateDataKey'], queue.encryptionMasterKey?.keyArn);
}

/** Keeps failed messages for 14 days and raises an alarm at the first one. */
export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    super(scope, id, {
      retentionPeriod: Duration.days(14),
      ...queueEncryption(props.operations),
      enforceSSL: true,
    });
    new ImpactAlarm(this, 'Depth', {
      metric: this.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      impact: `${props.impact} (Messages that failed permanently wait here until a person checks and redrives them.)`,
      threshold: 1,
      operations: props.operations,
    });
    acknowledge(this, {
      'Serverless-SQSRedrivePolicy': 'This is the dead-letter queue.',
    });
  }

  /**
   * Receives the events that Lambda could not process for a function. The function needs permission to send;
   * it gets no other.
   */
  takeFailuresOf(fn: RapportFunction): IEventSourceDlq & IDestination {
    allowSendingTo(this, fn);
    return { bind: () => ({ destination: this.queueArn }) };
  }
}
