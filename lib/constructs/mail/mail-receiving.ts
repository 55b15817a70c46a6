// Mail that comes in: SES takes it for the stage's domain, scans it, puts it into the bucket and tells the topic.
import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { ReceiptRuleSet, TlsPolicy } from 'aws-cdk-lib/aws-ses';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { ImpactAlarm, type Operations } from '../operations/impact-alarm.ts';

export const INBOUND_PREFIX = 'inbound/';
export const ATTACHMENTS_PREFIX = 'attachments/';

export interface MailReceivingProps {
  stage: string;
  inboundDomain: string;
  bucketName: string;
  topic: Topic;
  operations: Operations;
}

/** One name for ever: the bucket's policy, in another stack, names it, and so does whoever makes it active. */
export const ruleSetName = (stage: string): string => `rapport-${stage}`;

/** The ARNs of the rules of a rule set, for conditions on who it is that SES acts for. */
export function receiptRuleArns(scope: Construct, ruleSet: string): string {
  return Stack.of(scope).formatArn({
    service: 'ses',
    resource: 'receipt-rule-set',
    resourceName: `${ruleSet}:receipt-rule/*`,
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
}

export class MailReceiving extends Construct {
  constructor(scope: Construct, id: string, props: MailReceivingProps) {
    super(scope, id);
    const { bucketName, topic, stage } = props;
    const ruleName = `${ruleSetName(stage)}-inbound`;
    this.allowTelling(topic, stage);
    const rules = new ReceiptRuleSet(this, 'Rules', { receiptRuleSetName: ruleSetName(stage) });
    const rule = rules.addRule('Inbound', {
      receiptRuleName: ruleName,
      recipients: [props.inboundDomain],
      scanEnabled: true,
      // Whoever can encrypt does, since SES offers it. To ask for it would turn away people whose provider cannot: a
      // complaint that bounces is worse than one that came over a line in the clear.
      tlsPolicy: TlsPolicy.OPTIONAL,
      // Not the S3 action of the CDK: it widens the bucket's policy, which stands in the data stack and is complete.
      actions: [
        {
          bind: () => ({
            s3Action: { bucketName, objectKeyPrefix: INBOUND_PREFIX, topicArn: topic.topicArn },
          }),
        },
      ],
    });
    // SES tries bucket and topic when the rule is made.
    rule.node.addDependency(topic);
    this.ring(ruleName, props.operations);
  }

  private allowTelling(topic: Topic, stage: string): void {
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('ses.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': Stack.of(this).account },
          ArnLike: { 'aws:SourceArn': receiptRuleArns(this, ruleSetName(stage)) },
        },
      }),
    );
  }

  /** SES tries for four hours, then gives the mail up. */
  private ring(ruleName: string, operations: Operations): void {
    for (const metricName of ['PublishFailure', 'PublishExpired']) {
      new ImpactAlarm(this, metricName, {
        metric: new Metric({
          namespace: 'AWS/SES',
          metricName,
          dimensionsMap: { RuleName: ruleName },
          statistic: 'Sum',
          period: Duration.minutes(5),
        }),
        impact:
          metricName === 'PublishExpired'
            ? 'Mails of customers are lost: SES took them and could neither keep nor announce them.'
            : 'Mails of customers do not reach us: SES cannot write to the bucket or the topic, and tries for four hours.',
        threshold: 1,
        operations,
      });
    }
  }
}
