// The topics, encrypted with the one key of the platform's own: SNS, unlike DynamoDB and SQS, has no key of its own
// that SES and CloudWatch may publish with.
import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { StageSettings } from '../stages.ts';

export interface TopicsProps {
  /** Who hears of alarms. */
  alarmEmail?: string | undefined;
  /** `customer-managed`: queues and logs rest under the key as well. */
  encryption: StageSettings['encryption'];
  /** Keeps the key when the stack goes, where logs that are kept rest under it. */
  retainData: StageSettings['retainData'];
  /** `on`: EventBridge tells of backups that failed. */
  backup: StageSettings['backup'];
}

export class Topics extends Construct {
  /** Every domain event. */
  readonly events: Topic;
  /** What became of each mail, told by SES. */
  readonly mailEvents: Topic;
  /** Mail that came in, told by SES once it lies in the bucket. */
  readonly inboundMail: Topic;
  readonly alarms: Topic;
  readonly key: Key;

  constructor(scope: Construct, id: string, props: TopicsProps) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Rapport: events on their way through SNS',
      enableKeyRotation: true,
      // The access log outlives the stack with the data; without its key nobody could read it.
      removalPolicy:
        props.retainData && props.encryption === 'customer-managed'
          ? RemovalPolicy.RETAIN
          : RemovalPolicy.DESTROY,
    });
    this.allowKey('ses.amazonaws.com', 'cloudwatch.amazonaws.com');
    if (props.backup === 'on') this.allowKey('events.amazonaws.com');
    if (props.encryption === 'customer-managed') this.allowLogs();
    this.events = this.topic('Events');
    this.mailEvents = this.topic('MailEvents');
    this.inboundMail = this.topic('InboundMail');
    this.alarms = this.topic('Alarms');
    this.allowAlarms();
    if (props.alarmEmail !== undefined) this.tell(props.alarmEmail);
  }

  private tell(address: string): void {
    const subscription = this.alarms.addSubscription(new EmailSubscription(address));
    acknowledge(subscription, {
      'Serverless-SNSRedrivePolicy':
        'A mail about an alarm; the alarm itself stays in CloudWatch until it is over.',
    });
  }

  private topic(id: string): Topic {
    return new Topic(this, id, { masterKey: this.key, enforceSSL: true });
  }

  /**
   * These services call KMS themselves. No condition on the source account, as in AWS's own examples: where a service
   * does not send it, its messages would vanish without a trace. The topics' policies have the condition.
   */
  private allowKey(...services: string[]): void {
    this.key.addToResourcePolicy(
      new PolicyStatement({
        principals: services.map((service) => new ServicePrincipal(service)),
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
      }),
    );
  }

  /** CloudWatch Logs encrypts by itself, for log groups of this account. */
  private allowLogs(): void {
    const { region } = Stack.of(this);
    const groups = Stack.of(this).formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: '*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    this.key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(`logs.${region}.amazonaws.com`)],
        actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
        resources: ['*'],
        conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': groups } },
      }),
    );
  }

  /** A topic's own policy replaces the default one, which lets the account's alarms publish. */
  private allowAlarms(): void {
    const alarms = Stack.of(this).formatArn({
      service: 'cloudwatch',
      resource: 'alarm',
      resourceName: '*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    this.alarms.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.alarms.topicArn],
        conditions: { ArnLike: { 'aws:SourceArn': alarms } },
      }),
    );
  }
}
