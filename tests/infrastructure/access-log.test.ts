import { describe, expect, it } from 'vitest';
import { functionNames, routeTable } from '../../functions/capabilities.ts';
import {
  asList,
  functionNamed,
  mentions,
  ofType,
  prodContext,
  type Statement,
  templates,
} from '../support/templates.ts';

const { app } = templates(prodContext);
const groupOf = (name: string): string => mentions(functionNamed(app, name).LoggingConfig)[0] ?? '';
const answering = functionNames.filter((name) => name in routeTable);
const [, stage] = ofType(app, 'AWS::ApiGatewayV2::Stage')[0] ?? [];
const gatewayGroup =
  mentions((stage?.AccessLogSettings as { DestinationArn: unknown } | undefined)?.DestinationArn)[0] ?? '';

describe('the access log', () => {
  it('is the shared log group of all functions that answer requests, and of no other function', () => {
    const shared = new Set(answering.map(groupOf));
    expect(shared.size).toBe(1);
    const others = functionNames.filter((name) => !(name in routeTable)).map(groupOf);
    expect(new Set(others).size).toBe(others.length);
    expect(others.filter((group) => shared.has(group))).toEqual([]);
  });

  it('is kept for 90 days like the gateway’s, or as long as the stage says, and outlives the stack with the data', () => {
    for (const group of [groupOf('tickets'), gatewayGroup]) {
      expect(app[group]?.Properties.RetentionInDays).toBe(90);
      expect(app[group]?.DeletionPolicy).toBe('Retain');
    }
    const shorter = templates({ accessLogRetentionDays: 30, logRetentionDays: 7, retainData: 'false' }).app;
    const logs = ofType(shorter, 'AWS::Logs::LogGroup');
    expect(logs.filter(([, { RetentionInDays }]) => RetentionInDays === 30)).toHaveLength(2);
    for (const [id] of logs) expect(shorter[id]?.DeletionPolicy).toBe('Delete');
  });

  const statements = (name: string): Statement[] => {
    const policy = ofType(app, 'AWS::IAM::ManagedPolicy').find(
      ([, { ManagedPolicyName }]) => ManagedPolicyName === `rapport-prod-access-log-${name}`,
    );
    return (policy?.[1].PolicyDocument as { Statement: Statement[] } | undefined)?.Statement ?? [];
  };
  const both = () => [groupOf('tickets'), gatewayGroup].sort();
  /** Expects CloudFormation's ARNs of both groups, which end in `:*`, and the same ARNs without it. */
  const expectBothForms = (resources: unknown) => {
    expect(resources).toHaveLength(4);
    const whole = asList(resources as string[]).filter((one) => 'Fn::GetAtt' in Object(one));
    const bare = asList(resources as string[]).filter((one) => 'Fn::Join' in Object(one));
    for (const form of [whole, bare])
      expect(
        mentions(form)
          .filter((id) => id in app)
          .sort(),
      ).toEqual(both());
    for (const arn of bare)
      expect((arn as unknown as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1].at(-1)).toHaveProperty(
        'Ref',
      );
  };
  const readingActions = [
    'logs:FilterLogEvents',
    'logs:GetLogEvents',
    'logs:GetLogObject',
    'logs:GetLogRecord',
    'logs:StartLiveTail',
    'logs:StartQuery',
  ];

  it('is readable with its own policy, which allows nothing else', () => {
    const [reading, fetching] = statements('readers');
    expectBothForms(reading?.Resource);
    expect(asList(reading?.Action ?? []).sort()).toEqual(readingActions);
    expect(asList(fetching?.Action ?? []).sort()).toEqual(['logs:GetQueryResults', 'logs:StopQuery']);
  });

  it('has a policy that denies all ways of reading and exporting it to readers of other logs', () => {
    const [denied] = statements('closed');
    expect(denied?.Effect).toBe('Deny');
    expectBothForms(denied?.Resource);
    expect(asList(denied?.Action ?? []).sort()).toEqual(
      [...readingActions, 'logs:CreateExportTask', 'logs:PutSubscriptionFilter', 'logs:Unmask'].sort(),
    );
  });

  it('can be written by functions and read by none', () => {
    const rights = JSON.stringify(ofType(app, 'AWS::IAM::Role'));
    expect(rights).not.toMatch(/logs:(StartQuery|FilterLogEvents|GetLogEvents|\*)/);
  });
});
