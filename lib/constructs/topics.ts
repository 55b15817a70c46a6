// Creates the topics, encrypted with the platform's own key: unlike DynamoDB and SQS, SNS has no key of its
// own with which SES and CloudWatch may publish.
import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { StageSettings } from '../stages.ts';

export interface TopicsProps {
  /** Who receives alarms. */
  alarmEmail?: string | undefined;
  /** `customer-managed`: the key also encrypts queues and logs. */
  encryption: StageSettings['encryption'];
  /** Keeps the key when the stack is deleted, if it encrypts logs that are kept. */
  retainData: StageSettings['retainData'];
  /** `on`: EventBridge reports failed backups. */
  backup: StageSettings['backup'];
}

export class Topics extends Construct {
  /** Receives every domain event. */
  readonly events: Topic;
  /** Receives SES's reports on each mail that we sent. */
  readonly mailEvents: Topic;
  /** Receives SES's notifications of inbound mail that is stored in the bucket. */
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
    if (props.alarmEmail !== undefined) this.notify(props.alarmEmail);
  }

  private notify(address: string): void {
    const subscription = this.alarms.addSubscription(new EmailSubscription(address));
    acknowledge(subscription, {
      'Serverless-SNSRedrivePolicy':
        'A mail about an alarm; the alarm itself stays visible in CloudWatch until it ends.',
    });
  }

  private topic(id: string): Topic {
    return new Topic(this, id, { masterKey: this.key, enforceSSL: true });
  }

  /**
   * Allows services that call KMS themselves. There is no condition on the source account, as in AWS's own
   * examples: if a service did not send it, its messages would disappear without a trace. The topics'
   * policies contain the condition.
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

  /** Allows CloudWatch Logs to encrypt log groups of this account. */
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

  /** Allows the account's alarms to publish: a topic's own policy replaces the default one, which does. */
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
