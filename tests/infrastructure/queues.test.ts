import { describe, expect, it } from 'vitest';
import { rapport } from '../../functions/capabilities.ts';
import type { Subscription } from '../../functions/platform/capability.ts';
import { mentions, ofType, type Statement, targetOf, templates } from '../support/templates.ts';

const { app } = templates();
const queues = ofType(app, 'AWS::SQS::Queue');
const mappings = ofType(app, 'AWS::Lambda::EventSourceMapping').map(([, properties]) => properties);
const redriveOf = (properties: Record<string, unknown>) =>
  properties.RedrivePolicy as { deadLetterTargetArn: unknown; maxReceiveCount: number } | undefined;
/** The dead-letter queues of other queues. */
const deadLetterQueues = new Set([
  ...queues.flatMap(([, properties]) => mentions(redriveOf(properties)?.deadLetterTargetArn)),
  ...mappings.flatMap(({ DestinationConfig }) => mentions(DestinationConfig)),
  ...ofType(app, 'AWS::Scheduler::Schedule').flatMap(([, { Target }]) =>
    mentions((Target as { DeadLetterConfig: unknown }).DeadLetterConfig),
  ),
]);
const workQueues = queues.filter(([id]) => !deadLetterQueues.has(id));

describe('queues', () => {
  it.each(queues)('%s has a dead-letter queue or is one', (id, properties) => {
    if (deadLetterQueues.has(id)) return;
    expect(redriveOf(properties)?.maxReceiveCount).toBeGreaterThanOrEqual(3);
  });

  it.each(queues)('%s is encrypted and refuses plain HTTP', (id, properties) => {
    expect(properties.SqsManagedSseEnabled).toBe(true);
    const policies = ofType(app, 'AWS::SQS::QueuePolicy').filter(([, policy]) =>
      mentions(policy.Queues).includes(id),
    );
    const statements = policies.flatMap(
      ([, policy]) => (policy.PolicyDocument as { Statement: Statement[] }).Statement,
    );
    expect(statements).toContainEqual(
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    );
  });

  it.each(queues.filter(([id]) => deadLetterQueues.has(id)))(
    '%s keeps its messages for 14 days',
    (_id, properties) => {
      expect(properties.MessageRetentionPeriod).toBe(14 * 24 * 3600);
    },
  );

  it.each(workQueues)(
    '%s hides a message for six timeouts of its function, and accepts partial failures',
    (id, queue) => {
      const mapping = mappings.find(({ EventSourceArn }) => targetOf(EventSourceArn) === id);
      const fn = app[targetOf(mapping?.FunctionName) ?? '']?.Properties;
      expect(Number(queue.VisibilityTimeout)).toBeGreaterThanOrEqual(6 * Number(fn?.Timeout));
      expect(mapping?.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
    },
  );
});

describe('subscriptions', () => {
  const subscribed = ofType(app, 'AWS::SNS::Subscription').map(([, properties]) => properties);
  const policies = subscribed.map(
    ({ FilterPolicy }) => FilterPolicy as Record<string, unknown[]> | undefined,
  );

  /** Returns a subscription as SNS writes it. */
  const policyOf = ({ types = [], prefixes = [], lane }: Subscription) => ({
    type: [...types, ...prefixes.map((prefix) => ({ prefix }))],
    ...(lane === undefined ? {} : { lane: [lane] }),
  });

  it('deliver raw messages, and dead-letter what cannot be delivered', () => {
    for (const subscription of subscribed) {
      expect(subscription.RawMessageDelivery).toBe(true);
      expect(deadLetterQueues).toContain(mentions(subscription.RedrivePolicy)[0]);
    }
  });

  it('filter by the event types and lanes that the workers state', () => {
    const filters = Object.values(rapport.queues).flatMap(({ subscribes }) =>
      subscribes === undefined ? [] : [policyOf(subscribes)],
    );
    expect(filters.length).toBeGreaterThan(10);
    expect(policies.filter((policy) => policy !== undefined)).toEqual(filters);
  });

  it('deliver every mail outcome to outreach and inbound mail to its own queue, unfiltered', () => {
    const unfiltered = subscribed.filter(({ FilterPolicy }) => FilterPolicy === undefined);
    const ways = unfiltered.map(({ TopicArn, Endpoint }) => `${targetOf(TopicArn)} ${targetOf(Endpoint)}`);
    expect(ways.sort()).toEqual([
      expect.stringMatching(/^TopicsInboundMail\w+ InboundEmailWorkQueue/),
      expect.stringMatching(/^TopicsMailEvents\w+ OutreachWorkQueue/),
    ]);
  });
});

describe('the queue of inbound mail', () => {
  it('has its own function and is read one message at a time, so that no answer waits behind it', () => {
    const mapping = mappings.find(({ EventSourceArn }) =>
      targetOf(EventSourceArn)?.startsWith('InboundEmailWorkQueue'),
    );
    expect(mapping?.BatchSize).toBe(1);
    const fed = mappings.filter(
      ({ FunctionName }) => targetOf(FunctionName) === targetOf(mapping?.FunctionName),
    );
    expect(fed).toEqual([mapping]);
    expect(app[targetOf(mapping?.FunctionName) ?? '']?.Properties.FunctionName).toBe(
      'rapport-dev-inbound-worker',
    );
  });
});

describe('streams', () => {
  const streams = mappings.filter(({ StartingPosition }) => StartingPosition !== undefined);

  it('have two consumers, AWS’s limit before they slow each other down', () => {
    expect(
      streams.map(({ FunctionName }) => app[targetOf(FunctionName) ?? '']?.Properties.FunctionName).sort(),
    ).toEqual(['rapport-dev-metrics-rollup', 'rapport-dev-relay']);
  });

  it.each(streams)('are read from the first record, bisected, bounded and parked', (mapping) => {
    expect(mapping).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      BisectBatchOnFunctionError: true,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumRetryAttempts: 20,
      MaximumRecordAgeInSeconds: 12 * 3600,
    });
    expect(deadLetterQueues).toContain(mentions(mapping.DestinationConfig)[0]);
  });

  it.each(streams)('deliver inserted events only', (mapping) => {
    const { Filters } = mapping.FilterCriteria as { Filters: { Pattern: string }[] };
    expect(Filters.map(({ Pattern }) => JSON.parse(Pattern))).toEqual([
      { eventName: ['INSERT'], dynamodb: { NewImage: { t: { S: ['event'] } } } },
    ]);
  });
});

describe('the schedule', () => {
  it('runs every minute, retries rarely and parks failed invocations', () => {
    const [, schedule] = ofType(app, 'AWS::Scheduler::Schedule')[0] ?? [];
    expect(schedule?.ScheduleExpression).toBe('rate(1 minute)');
    expect(schedule?.Target).toMatchObject({
      RetryPolicy: { MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 120 },
    });
    const [, invoke] = ofType(app, 'AWS::Lambda::EventInvokeConfig')[0] ?? [];
    expect(invoke).toMatchObject({ MaximumRetryAttempts: 1, MaximumEventAgeInSeconds: 120 });
    expect(deadLetterQueues).toContain(mentions(invoke?.DestinationConfig)[0]);
  });
});
