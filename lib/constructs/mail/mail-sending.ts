// Sends mail: a configuration set that reports the outcome of each send, and permissions to send
// from the stage's address.
import { Duration, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { RapportFunction } from '../compute/rapport-function.ts';
import { ImpactAlarm, type Operations } from '../operations/impact-alarm.ts';

export interface MailSendingProps {
  mailFrom: string;
  /** Creates the SES identity of this domain. */
  mailDomain?: string | undefined;
  /** Receives sends, deliveries, bounces, complaints and rejects. */
  topic: Topic;
  operations: Operations;
}

export class MailSending extends Construct {
  readonly configurationSetName: string;
  private readonly mailFrom: string;

  constructor(scope: Construct, id: string, props: MailSendingProps) {
    super(scope, id);
    this.mailFrom = props.mailFrom;
    const set = new ConfigurationSet(this, 'ConfigurationSet', {
      // Mails contain names, and links that work for whoever holds them, so they are delivered only over TLS.
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    this.configurationSetName = set.configurationSetName;
    set.addEventDestination('Outcomes', {
      destination: EventDestination.snsTopic(props.topic),
      events: [
        EmailSendingEvent.SEND,
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
      ],
    });
    if (props.mailDomain !== undefined) {
      new EmailIdentity(this, 'Identity', {
        identity: Identity.domain(props.mailDomain),
        configurationSet: set,
      });
    }
    this.addAlarms(props.operations);
  }

  /** Allows a function to send from our address through our configuration set, and from no other. */
  allowSending(fn: RapportFunction): void {
    const stack = Stack.of(this);
    const arn = (resource: string, resourceName: string): string =>
      stack.formatArn({ service: 'ses', resource, resourceName });
    const domain = this.mailFrom.slice(this.mailFrom.indexOf('@') + 1);
    fn.allow(
      ['ses:SendRawEmail'],
      [
        arn('identity', domain),
        arn('identity', this.mailFrom),
        arn('configuration-set', this.configurationSetName),
      ],
      { StringEquals: { 'ses:FromAddress': this.mailFrom } },
    );
  }

  /** Counts the sends whose outcome `fn` found to be unknown. */
  watchUnknown(fn: RapportFunction, operations: Operations): void {
    new ImpactAlarm(this, 'Unknown', {
      metric: new Metric({
        // These names are defined in functions/outreach/sending/claim-send.ts; a test compares them.
        namespace: 'Rapport',
        metricName: 'sendsUnknown',
        dimensionsMap: { fn: fn.lambda.functionName, op: 'unanswered' },
        statistic: 'Sum',
        period: Duration.minutes(5),
      }),
      impact:
        'The outcome of some sends is unknown: customers may wait for an answer that they never got. (A note on the ticket names each.)',
      threshold: 1,
      operations,
    });
  }

  /** Raises alarms before SES reviews the account (5 % bounces, 0.1 % complaints). */
  private addAlarms(operations: Operations): void {
    new ImpactAlarm(this, 'BounceRate', {
      metric: rate('Reputation.BounceRate'),
      impact: 'Too many mails bounce: SES may soon stop all of our mail, surveys and reminders included.',
      threshold: 0.04,
      operations,
    });
    new ImpactAlarm(this, 'ComplaintRate', {
      metric: rate('Reputation.ComplaintRate'),
      impact: 'People mark our mail as spam: SES may soon stop all of it, surveys and reminders included.',
      threshold: 0.0008,
      operations,
    });
  }
}

function rate(metricName: string): Metric {
  return new Metric({ namespace: 'AWS/SES', metricName, statistic: 'Average', period: Duration.hours(1) });
}
