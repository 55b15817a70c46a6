// Subscribes queues to topics.
import { type SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { keyAllowsService, keyArnOf } from '../iam/kms-keys.ts';
import { resourcePolicyAllows } from '../iam/roles.ts';
import type { Deployment, Resolved } from '../template/deployment.ts';
import { flag, object, optionalText, refuse, text } from '../template/read-property.ts';

/**
 * Subscribes a queue to a topic as the template says. Refuses other protocols, and queues whose policy or key
 * does not admit SNS. Ignores subscriptions of people (mail, SMS): the runner notifies nobody.
 */
export const subscribe = async (
  sns: SNSClient,
  deployment: Deployment,
  subscription: Resolved,
): Promise<void> => {
  const protocol = text(subscription, 'Protocol');
  if (['email', 'email-json', 'sms'].includes(protocol)) return;
  if (protocol !== 'sqs')
    refuse(subscription, `subscriptions of the protocol ${protocol} are not served here`);
  const topicArn = text(subscription, 'TopicArn');
  const queue = deployment
    .ofType('AWS::SQS::Queue')
    .find((candidate) => candidate.arn === text(subscription, 'Endpoint'));
  if (queue === undefined) return refuse(subscription, 'its endpoint is not a queue of the application');
  const action = {
    ref: queue.ref,
    arn: queue.arn,
    action: 'sqs:SendMessage',
    service: 'sns.amazonaws.com',
    sourceArn: topicArn,
    account: deployment.place.account,
  };
  if (resourcePolicyAllows(deployment.ofType('AWS::SQS::QueuePolicy'), 'Queues', action) !== true) {
    refuse(
      subscription,
      `the policy of the queue ${queue.label} does not let sns.amazonaws.com send for ${topicArn}`,
    );
  }
  const key = keyArnOf(queue, deployment);
  if (key !== undefined && !keyAllowsService(deployment, key, 'sns.amazonaws.com', topicArn)) {
    refuse(
      subscription,
      `the policy of the key of the queue ${queue.label} does not let sns.amazonaws.com use it`,
    );
  }
  const Attributes: Record<string, string> = {
    RawMessageDelivery: String(flag(subscription, 'RawMessageDelivery')),
  };
  const filter = object(subscription, 'FilterPolicy');
  const scope = optionalText(subscription, 'FilterPolicyScope');
  const redrive = object(subscription, 'RedrivePolicy');
  if (filter !== undefined) Attributes.FilterPolicy = JSON.stringify(filter);
  if (scope !== undefined) Attributes.FilterPolicyScope = scope;
  if (redrive !== undefined) Attributes.RedrivePolicy = JSON.stringify(redrive);
  await sns.send(
    new SubscribeCommand({ TopicArn: topicArn, Protocol: 'sqs', Endpoint: queue.arn, Attributes }),
  );
};
