import { describe, expect, it } from 'vitest';
import {
  functionNamed,
  mentions,
  ofType,
  prodContext,
  type Statement,
  targetOf,
  templates,
} from '../support/templates.ts';

const { app, data } = templates(prodContext);
const [ruleId, properties] = ofType(app, 'AWS::SES::ReceiptRule')[0] ?? [];
const rule = properties?.Rule as { Name: string; Actions: { S3Action: Record<string, unknown> }[] };
const [bucketId] = ofType(data, 'AWS::S3::Bucket')[0] ?? [];

describe('inbound mail', () => {
  it('is accepted for the stage’s domain only, scanned, and stored below inbound/ in the bucket', () => {
    expect(ofType(app, 'AWS::SES::ReceiptRule')).toHaveLength(1);
    expect(rule).toMatchObject({
      Name: 'rapport-prod-inbound',
      Enabled: true,
      Recipients: ['in.shop.example'],
      ScanEnabled: true,
      TlsPolicy: 'Optional',
    });
    expect(rule.Actions).toHaveLength(1);
    expect(rule.Actions[0]?.S3Action.ObjectKeyPrefix).toBe('inbound/');
    expect(JSON.stringify(rule.Actions[0]?.S3Action.BucketName)).toContain(bucketId);
  });

  it('has a rule set whose name an operator can activate', () => {
    expect(ofType(app, 'AWS::SES::ReceiptRuleSet').map(([, { RuleSetName }]) => RuleSetName)).toEqual([
      'rapport-prod',
    ]);
  });

  it('notifies a topic that admits only these rules of SES, created before the rule', () => {
    const topicId = targetOf(rule.Actions[0]?.S3Action.TopicArn) ?? '';
    expect(topicId).toMatch(/^TopicsInboundMail/);
    const [policyId, policy] =
      ofType(app, 'AWS::SNS::TopicPolicy').find(([, { Topics }]) => mentions(Topics).includes(topicId)) ?? [];
    const { Statement: statements } = (policy?.PolicyDocument ?? { Statement: [] }) as {
      Statement: Statement[];
    };
    const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
    expect(allowed).toHaveLength(1);
    expect(allowed[0]).toMatchObject({
      Action: 'sns:Publish',
      Principal: { Service: 'ses.amazonaws.com' },
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    });
    expect(JSON.stringify(allowed[0]?.Condition)).toContain('receipt-rule-set/rapport-prod:receipt-rule/*');
    expect((app[ruleId ?? ''] as unknown as { DependsOn: string[] }).DependsOn).toContain(policyId);
  });

  it('is absent if the stage says so; replies then have no address to return to', () => {
    const without = templates({ inboundDomain: 'none' }).app;
    expect(ofType(without, 'AWS::SES::ReceiptRule')).toEqual([]);
    expect(ofType(without, 'AWS::SES::ReceiptRuleSet')).toEqual([]);
    const variables = (resources: typeof app) =>
      (functionNamed(resources, 'email-worker').Environment as { Variables: Record<string, unknown> })
        .Variables;
    expect(variables(without)).not.toHaveProperty('INBOUND_DOMAIN');
    expect(variables(app)).toMatchObject({ INBOUND_DOMAIN: 'in.shop.example' });
  });
});
