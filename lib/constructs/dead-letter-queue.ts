import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { ImpactAlarm, type Operations } from './alarm.ts';

export interface DeadLetterQueueProps {
  impact: string;
  operations: Operations;
}

/** Keeps for 14 days what could not be done, and rings at the first message. */
export class DeadLetterQueue extends Queue {
  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    super(scope, id, {
      retentionPeriod: Duration.days(14),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    new ImpactAlarm(this, 'Depth', {
      metric: this.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      impact: `${props.impact} (Messages that failed for good wait here to be looked at and sent again.)`,
      threshold: 1,
      operations: props.operations,
    });
    acknowledge(this, {
      'Serverless-SQSRedrivePolicy': 'This is the dead-letter queue.',
    });
  }
}
