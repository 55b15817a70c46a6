// Creates a queue and connects its worker, with everything that makes it safe: DLQ, redrive, encryption, TLS,
// partial failures, a visibility timeout that the function cannot outlive, and alarms.
import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { type ITopic, SubscriptionFilter } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { QueueSpec, Subscription } from '../../../functions/platform/capability.ts';
import { acknowledge } from '../../acknowledge.ts';
import { ImpactAlarm, type Operations } from '../operations/impact-alarm.ts';
import { allowSendingTo, DeadLetterQueue, queueEncryption } from './dead-letter-queue.ts';
import type { RapportFunction } from './rapport-function.ts';

export interface WorkerProps {
  spec: Omit<QueueSpec, 'worker'>;
  /** The worker of the queue; its timeout determines the visibility timeout. */
  fn: RapportFunction;
  operations: Operations;
}

/** AWS's recommendation: with fewer than six, a slow batch is delivered twice. */
const VISIBILITY_PER_TIMEOUT = 6;
const MAX_RECEIVES = 5;

export class Worker extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, id);
    const { spec, fn, operations } = props;
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', { impact: spec.impact, operations });
    this.queue = new Queue(this, 'Queue', {
      visibilityTimeout: Duration.seconds(VISIBILITY_PER_TIMEOUT * fn.spec.timeoutSeconds),
      retentionPeriod: Duration.days(4),
      ...queueEncryption(operations),
      enforceSSL: true,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MAX_RECEIVES },
    });
    this.feed(props);
    new ImpactAlarm(this.queue, 'Age', {
      metric: this.queue.metricApproximateAgeOfOldestMessage({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      impact: `${spec.impact} (The oldest message waits too long.)`,
      threshold: Duration.minutes(spec.tolerableAgeMinutes).toSeconds(),
      periods: 3,
      operations,
    });
  }

  private feed({ fn, spec, operations }: WorkerProps): void {
    fn.allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], [this.queue.queueArn]);
    fn.allowKey(['kms:Decrypt'], operations.restKey?.keyArn);
    const mapping = new EventSourceMapping(this, 'Mapping', {
      target: fn.target,
      eventSourceArn: this.queue.queueArn,
      batchSize: spec.batchSize,
      maxConcurrency: spec.maxConcurrency,
      reportBatchItemFailures: true,
    });
    mapping.node.addDependency(fn);
    acknowledge(mapping, {
      'Serverless-LambdaEventSourceMappingDestination':
        'A queue has its own redrive to a dead-letter queue; Lambda offers no destination for SQS mappings.',
    });
    acknowledge(fn.lambda, {
      'Serverless-LambdaDLQ': 'Fed by a queue: permanent failures go to the dead-letter queue of that queue.',
    });
  }

  /** Allows a function to send to the queue. */
  allowSending(fn: RapportFunction): void {
    allowSendingTo(this.queue, fn);
  }

  /**
   * Subscribes the queue to a topic with raw delivery; without a filter it receives everything. Undeliverable
   * messages go to the DLQ.
   */
  subscribe(topic: ITopic, filter?: Subscription): void {
    topic.addSubscription(
      new SqsSubscription(this.queue, {
        rawMessageDelivery: true,
        deadLetterQueue: this.deadLetters,
        ...(filter === undefined ? {} : { filterPolicy: filterPolicyOf(filter) }),
      }),
    );
  }
}

/** Converts a subscription to an SNS filter policy on the message attributes `type` and `lane`. */
function filterPolicyOf({ types, prefixes, lane }: Subscription): Record<string, SubscriptionFilter> {
  const type = SubscriptionFilter.stringFilter({
    ...(types === undefined ? {} : { allowlist: [...types] }),
    ...(prefixes === undefined ? {} : { matchPrefixes: [...prefixes] }),
  });
  return {
    type,
    ...(lane === undefined ? {} : { lane: SubscriptionFilter.stringFilter({ allowlist: [lane] }) }),
  };
}
