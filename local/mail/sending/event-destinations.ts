// Publishes the events of a configuration set as SES does.
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import { ownProperty } from '../../../functions/platform/own-property.ts';
import { keyAllowsService, readKmsKeys } from '../../iam/kms-keys.ts';
import { resourcePolicyAllows } from '../../iam/roles.ts';
import type { Deployment } from '../../template/deployment.ts';
import { flag, optionalText, refuse, text, texts } from '../../template/read-property.ts';
import type { EventType, MailEvent } from './simulated-outcome.ts';

interface Destination {
  configurationSet: string;
  topicArn: string;
  types: EventType[];
}

const names: Record<string, EventType> = {
  SEND: 'Send',
  DELIVERY: 'Delivery',
  BOUNCE: 'Bounce',
  COMPLAINT: 'Complaint',
  REJECT: 'Reject',
};

/** Event types that never occur here: accepted in a template, never published. */
const silent = new Set([
  'OPEN',
  'CLICK',
  'RENDERINGFAILURE',
  'RENDERING_FAILURE',
  'DELIVERYDELAY',
  'DELIVERY_DELAY',
  'SUBSCRIPTION',
]);

/**
 * Reads the event destinations. Refuses targets other than topics, and a topic whose policy
 * does not admit SES.
 */
export const readDestinations = (deployment: Deployment): Destination[] =>
  deployment
    .ofType('AWS::SES::ConfigurationSetEventDestination')
    .filter((resource) => flag(resource, 'EventDestination.Enabled', true))
    .map((resource) => {
      const topicArn = optionalText(resource, 'EventDestination.SnsDestination.TopicARN');
      if (topicArn === undefined)
        return refuse(resource, 'only event destinations of the kind SNS are served here');
      const configurationSet = text(resource, 'ConfigurationSetName');
      const { account, region } = deployment.place;
      const source = {
        action: 'sns:Publish',
        service: 'ses.amazonaws.com',
        sourceArn: `arn:aws:ses:${region}:${account}:configuration-set/${configurationSet}`,
        account,
      };
      const policies = deployment.ofType('AWS::SNS::TopicPolicy');
      if (resourcePolicyAllows(policies, 'Topics', { ref: topicArn, arn: topicArn, ...source }) === false) {
        refuse(resource, `the policy of the topic ${topicArn} does not let ses.amazonaws.com publish`);
      }
      const key = readKmsKeys(deployment).get(topicArn);
      if (key !== undefined && !keyAllowsService(deployment, key, source.service, source.sourceArn)) {
        refuse(
          resource,
          `the policy of the key of the topic ${topicArn} does not let ses.amazonaws.com use it`,
        );
      }
      const types = texts(resource, 'EventDestination.MatchingEventTypes').flatMap((type): EventType[] => {
        const known = ownProperty(names, type.toUpperCase());
        if (known !== undefined) return [known];
        return silent.has(type.toUpperCase())
          ? []
          : refuse(resource, `the event type ${type} is not served here`);
      });
      return { configurationSet, topicArn, types };
    });

/** Publishes one event to every destination of its configuration set that asks for its type. */
export const publishEvent = async (
  sns: SNSClient,
  destinations: Destination[],
  configurationSet: string,
  event: MailEvent,
): Promise<void> => {
  const matching = destinations.filter(
    (one) => one.configurationSet === configurationSet && one.types.includes(event.type),
  );
  for (const { topicArn } of matching)
    await sns.send(
      new PublishCommand({
        TopicArn: topicArn,
        Message: JSON.stringify(event.body),
        Subject: 'Amazon SES Email Event Notification',
      }),
    );
};
