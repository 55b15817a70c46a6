// A queue that a function works off, with all that makes it safe: DLQ, redrive, encryption, TLS, partial failures,
// a visibility timeout that the function cannot outlive, and alarms.
import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { type ITopic, SubscriptionFilter } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Subscription } from '../../../functions/subscriptions.ts';
import { acknowledge } from '../../acknowledge.ts';
import { catalogue, type FunctionName } from '../../catalogue.ts';
import { ImpactAlarm, type Operations } from '../operations/impact-alarm.ts';
import { allowSendingTo, DeadLetterQueue, queueEncryption } from './dead-letter-queue.ts';
import type { RapportFunction } from './rapport-function.ts';

export interface WorkerProps {
  /** Its spec in the catalogue sets the visibility timeout. */
  name: FunctionName;
  fn: RapportFunction;
  /** What a person suffers when work waits in this queue. */
  impact: string;
  /** How old the oldest message may get before somebody is told. */
  tolerableAge: Duration;
  batchSize: number;
  /** Invocations at once; at least 2. Spares what stands behind: a hot partition, the mail provider's rate. */
  maxConcurrency: number;
  operations: Operations;
}

/** AWS's own advice: fewer than six and a slow batch is handed out twice. */
const VISIBILITY_PER_TIMEOUT = 6;
const MAX_RECEIVES = 5;

export class Worker extends Construct {
  readonly queue: Queue;
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, id);
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', props);
    this.queue = new Queue(this, 'Queue', {
      visibilityTimeout: Duration.seconds(VISIBILITY_PER_TIMEOUT * catalogue[props.name].timeoutSeconds),
      retentionPeriod: Duration.days(4),
      ...queueEncryption(props.operations),
      enforceSSL: true,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: MAX_RECEIVES },
    });
    this.feed(props);
    new ImpactAlarm(this.queue, 'Age', {
      metric: this.queue.metricApproximateAgeOfOldestMessage({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      impact: `${props.impact} (The oldest message waits too long.)`,
      threshold: props.tolerableAge.toSeconds(),
      periods: 3,
      operations: props.operations,
    });
  }

  private feed({ fn, batchSize, maxConcurrency, operations }: WorkerProps): void {
    fn.allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], [this.queue.queueArn]);
    fn.allowKey(['kms:Decrypt'], operations.restKey?.keyArn);
    const mapping = new EventSourceMapping(this, 'Mapping', {
      target: fn.target,
      eventSourceArn: this.queue.queueArn,
      batchSize,
      maxConcurrency,
      reportBatchItemFailures: true,
    });
    mapping.node.addDependency(fn);
    acknowledge(mapping, {
      'Serverless-LambdaEventSourceMappingDestination':
        'A queue has its own redrive to a dead-letter queue; Lambda offers no destination for SQS mappings.',
    });
    acknowledge(fn.lambda, {
      'Serverless-LambdaDLQ':
        'Fed by a queue: what fails for good goes to the dead-letter queue of that queue.',
    });
  }

  /** Allows a function to send to the queue. */
  allowSending(fn: RapportFunction): void {
    allowSendingTo(this.queue, fn);
  }

  /** Feeds the queue from a topic, raw; without a filter, with all of it. What cannot be delivered is dead-lettered. */
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

/** A subscription as an SNS filter policy on the message attributes `type` and `lane`. */
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
