import { describe, expect, it, vi } from 'vitest';
import { functions, queues } from '../../functions/capabilities.ts';
import { UNANSWERED_OP, UNKNOWN_METRIC } from '../../functions/outreach/sending/claim-send.ts';
import { logLine } from '../../functions/platform/log.ts';
import { quotaRefused } from '../../functions/platform/quota/quota-exceeded.ts';
import {
  asList,
  functionIdOf,
  mentions,
  ofType,
  prodContext,
  targetOf,
  templates,
} from '../support/templates.ts';

const { app } = templates(prodContext);
const alarms = ofType(app, 'AWS::CloudWatch::Alarm').map(([, properties]) => properties);

/** Returns the logical ids of what the alarms on a metric watch. */
function watched(metric: string): string[] {
  const dimensions = alarms
    .filter(({ MetricName }) => MetricName === metric)
    .map(({ Dimensions }) => Dimensions);
  return [...new Set(mentions(dimensions))].sort();
}
const idsOf = (type: string): string[] =>
  ofType(app, type)
    .map(([id]) => id)
    .sort();

/** Returns the AWS services that a resource's policy allows. */
function servicesAllowed(policy: unknown): string[] {
  const { Statement } = policy as {
    Statement: { Effect: string; Principal: { Service?: string | string[] } }[];
  };
  return Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Principal }) =>
    asList(Principal.Service ?? []),
  );
}

describe('alarms', () => {
  it.each(alarms)('state what a person suffers, and notify when they ring and when they end', (alarm) => {
    expect(alarm.AlarmDescription).toMatch(/^Impact: .{20,}/);
    expect(mentions(alarm.AlarmActions)[0]).toMatch(/^TopicsAlarms/);
    expect(alarm.OKActions).toEqual(alarm.AlarmActions);
  });

  it('have unique names that fit a mail subject, which SNS cuts at 100 characters', () => {
    const names = alarms.map(({ AlarmName }) => String(AlarmName));
    expect(new Set(names).size).toBe(alarms.length);
    for (const name of names) expect(name).toMatch(/^rapport-prod-[\w-]{1,50}$/);
    expect(names).toContain('rapport-prod-RoutingUrgentWork-DeadLetters-Depth');
  });

  it('can publish to their topic: its policy and its key’s policy admit CloudWatch', () => {
    const topics = new Set(alarms.flatMap(({ AlarmActions }) => mentions(AlarmActions)));
    expect(topics.size).toBe(1);
    for (const topic of topics) {
      const keyId = targetOf(app[topic]?.Properties.KmsMasterKeyId) ?? '';
      const ownPolicy = ofType(app, 'AWS::SNS::TopicPolicy').find(([, { Topics }]) =>
        mentions(Topics).includes(topic),
      );
      expect(servicesAllowed(ownPolicy?.[1].PolicyDocument)).toContain('cloudwatch.amazonaws.com');
      expect(servicesAllowed(app[keyId]?.Properties.KeyPolicy)).toContain('cloudwatch.amazonaws.com');
    }
  });

  it('watch the errors of every function', () => {
    expect(watched('Errors')).toEqual(idsOf('AWS::Lambda::Function'));
    expect(watched('Errors')).toHaveLength(Object.keys(functions).length);
  });

  it('watch throttles of functions that people wait for', () => {
    const integrated = ofType(app, 'AWS::ApiGatewayV2::Integration').map(([, { IntegrationUri }]) =>
      functionIdOf(app, IntegrationUri),
    );
    expect(watched('Throttles')).toEqual([...new Set(integrated)].sort());
  });

  it('watch the age of every work queue, and the depth of every other queue', () => {
    const both = [
      ...watched('ApproximateAgeOfOldestMessage'),
      ...watched('ApproximateNumberOfMessagesVisible'),
    ];
    expect(both.sort()).toEqual(idsOf('AWS::SQS::Queue'));
    expect(watched('ApproximateAgeOfOldestMessage')).toHaveLength(Object.keys(queues).length);
  });

  it('watch the lag of each stream consumer', () => {
    const readers = ofType(app, 'AWS::Lambda::EventSourceMapping')
      .filter(([, { StartingPosition }]) => StartingPosition !== undefined)
      .map(([, { FunctionName }]) => functionIdOf(app, FunctionName));
    expect(watched('IteratorAge')).toEqual(readers.sort());
  });

  it('watch the schedule for a failed tick and for a stop', () => {
    expect(watched('TargetErrorCount')).toEqual(idsOf('AWS::Scheduler::ScheduleGroup'));
    const silence = alarms.find(({ MetricName }) => MetricName === 'Invocations');
    expect(silence).toMatchObject({ TreatMissingData: 'breaching', ComparisonOperator: 'LessThanThreshold' });
  });

  it('watch quarantined configuration with the metric that functions write for the stage', () => {
    const alarm = alarms.find(({ MetricName }) => MetricName === 'badConfiguration');
    expect(alarm).toMatchObject({
      Namespace: 'Rapport',
      Dimensions: [{ Name: 'stage', Value: 'prod' }],
      Threshold: 1,
      // Longer than the five minutes between two reports of a process, so that it rings as long as the
      // document is quarantined.
      Period: 900,
    });
  });

  it('watch mail that SES accepted and could not deliver to us', () => {
    for (const name of ['PublishFailure', 'PublishExpired']) {
      expect(alarms.find(({ MetricName }) => MetricName === name)).toMatchObject({
        Namespace: 'AWS/SES',
        Dimensions: [{ Name: 'RuleName', Value: 'rapport-prod-inbound' }],
      });
    }
  });

  it('watch requests that lack a token or a permission, wherever they are refused', () => {
    const [, filter] = ofType(app, 'AWS::Logs::MetricFilter')[0] ?? [];
    const transformation = { MetricName: 'denied-prod', MetricNamespace: 'Rapport', MetricValue: '1' };
    expect(filter?.MetricTransformations).toMatchObject([transformation]);
    expect(filter?.FilterPattern).toContain('$.status = "401"');
    expect(filter?.FilterPattern).toContain('$.status = "403"');
    const [, stage] = ofType(app, 'AWS::ApiGatewayV2::Stage')[0] ?? [];
    const { DestinationArn, Format } = (stage?.AccessLogSettings ?? {}) as Record<string, string>;
    expect(mentions(DestinationArn)).toEqual(mentions(filter?.LogGroupName));
    expect(JSON.parse(Format ?? '')).toMatchObject({ status: '$context.status' });
    expect(alarms.find(({ MetricName }) => MetricName === 'denied-prod')).toMatchObject({
      Namespace: 'Rapport',
      Statistic: 'Sum',
    });
  });

  it('watch requests over a quota with the metric that functions write', () => {
    expect(alarms.find(({ MetricName }) => MetricName === quotaRefused.name)).toMatchObject({
      Namespace: 'Rapport',
      Dimensions: [{ Name: 'stage', Value: 'prod' }],
    });
    expect(quotaRefused.dimensions).toContainEqual(['stage']);
  });

  it('watch sends with an unknown outcome with the metric that the worker writes', () => {
    const lines: string[] = [];
    const write = vi
      .spyOn(process.stdout, 'write')
      .mockImplementation((line) => lines.push(String(line)) > 0);
    logLine('warn', { op: UNANSWERED_OP }, new Date(0), [{ name: UNKNOWN_METRIC, unit: 'Count', value: 1 }]);
    write.mockRestore();
    const counted = JSON.parse(lines[0] ?? '')._aws.CloudWatchMetrics[0];
    const alarm = alarms.find(({ MetricName }) => MetricName === UNKNOWN_METRIC);
    expect(alarm).toMatchObject({
      Namespace: counted.Namespace,
      MetricName: counted.Metrics[0].Name,
      Threshold: 1,
      Statistic: 'Sum',
    });
    expect((alarm?.Dimensions as { Name: string }[] | undefined)?.map(({ Name }) => Name)).toEqual(
      counted.Dimensions[0],
    );
    expect(alarm?.Dimensions).toContainEqual({ Name: 'op', Value: UNANSWERED_OP });
    expect(mentions(alarm?.Dimensions)).toEqual([expect.stringMatching(/^OutreachWorkerFunction/)]);
  });

  it('notify the stage’s address', () => {
    const emails = ofType(app, 'AWS::SNS::Subscription').filter(([, { Protocol }]) => Protocol === 'email');
    expect(emails.map(([, { Endpoint }]) => Endpoint)).toEqual(['ops@shop.example']);
  });
});
