// The topics, encrypted with the one key of the platform's own: SNS, unlike DynamoDB and SQS, has no key of its own
// that SES and CloudWatch may publish with.
import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';

export interface TopicsProps {
  /** Who hears of alarms. */
  alarmEmail?: string | undefined;
}

export class Topics extends Construct {
  /** Every domain event. */
  readonly events: Topic;
  /** What became of each mail, told by SES. */
  readonly mailEvents: Topic;
  readonly alarms: Topic;
  readonly key: Key;

  constructor(scope: Construct, id: string, props: TopicsProps) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: 'Rapport: events on their way through SNS',
      enableKeyRotation: true,
      // Nothing rests under it: SNS keeps a message for the hours of its delivery only.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.allowPublisher('ses.amazonaws.com');
    this.allowPublisher('cloudwatch.amazonaws.com');
    this.events = this.topic('Events');
    this.mailEvents = this.topic('MailEvents');
    this.alarms = this.topic('Alarms');
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

  private allowPublisher(service: string): void {
    this.key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(service)],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
  }
}
