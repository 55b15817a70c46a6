// Receives mail: SES accepts it for the stage's domain, scans it, stores it in the bucket
// and notifies the topic.
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

/**
 * Returns the permanent name of the rule set: the bucket's policy in another stack uses it, and so does the
 * operator who activates it.
 */
export const ruleSetName = (stage: string): string => `rapport-${stage}`;

/** Returns the ARNs of the rules of a rule set, for conditions on the rule that SES acts for. */
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
    this.allowPublishing(topic, stage);
    const rules = new ReceiptRuleSet(this, 'Rules', { receiptRuleSetName: ruleSetName(stage) });
    const rule = rules.addRule('Inbound', {
      receiptRuleName: ruleName,
      recipients: [props.inboundDomain],
      scanEnabled: true,
      // SES offers encryption, so capable senders use it. Requiring it would reject people whose provider
      // cannot encrypt: a complaint that bounces is worse than one that arrives in the clear.
      tlsPolicy: TlsPolicy.OPTIONAL,
      // Not CDK's S3 action: it extends the bucket's policy, which belongs to the data stack and is complete.
      actions: [
        {
          bind: () => ({
            s3Action: { bucketName, objectKeyPrefix: INBOUND_PREFIX, topicArn: topic.topicArn },
          }),
        },
      ],
    });
    // SES tests bucket and topic when the rule is created.
    rule.node.addDependency(topic);
    this.addAlarms(ruleName, props.operations);
  }

  private allowPublishing(topic: Topic, stage: string): void {
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

  /** Raises an alarm when SES cannot publish. SES tries for four hours, then drops the mail. */
  private addAlarms(ruleName: string, operations: Operations): void {
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
