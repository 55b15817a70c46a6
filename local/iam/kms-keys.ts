// Reads the customer managed keys of topics and queues: whoever sends to them or reads from them needs the
// key as well.
import type { Deployment, Resolved } from '../template/deployment.ts';
import { optionalText } from '../template/read-property.ts';
import { decide, parsePolicy, type RequiredPermission } from './policy.ts';

const sending = ['kms:GenerateDataKey', 'kms:Decrypt'];
const reading = ['kms:Decrypt'];

/** Returns the ARN of a topic's or queue's own key; undefined without one or with a key that AWS manages. */
export const keyArnOf = (resource: Resolved, deployment: Deployment): string | undefined => {
  const id = optionalText(resource, 'KmsMasterKeyId');
  if (id === undefined || id.startsWith('alias/aws/')) return undefined;
  const { account, region } = deployment.place;
  return id.startsWith('arn:') ? id : `arn:aws:kms:${region}:${account}:key/${id}`;
};

/** Returns the keys of all topics and queues by the ARN of what they encrypt. */
export const readKmsKeys = (deployment: Deployment): Map<string, string> => {
  const encrypted = deployment.ofType('AWS::SNS::Topic', 'AWS::SQS::Queue').flatMap((resource) => {
    const key = keyArnOf(resource, deployment);
    return key === undefined ? [] : [[resource.arn, key] as const];
  });
  return new Map(encrypted);
};

/** Returns the key permissions that a call on an encrypted topic or queue needs. */
export const kmsPermissions = (action: string, keyArn: string | undefined): RequiredPermission[] => {
  if (keyArn === undefined) return [];
  const actions =
    action === 'sns:Publish' || action === 'sqs:SendMessage'
      ? sending
      : action === 'sqs:ReceiveMessage'
        ? reading
        : [];
  return actions.map((needed) => ({ action: needed, resource: keyArn }));
};

/** Returns whether the key's own policy lets an AWS service encrypt with it for a source. */
export const keyAllowsService = (
  deployment: Deployment,
  keyArn: string,
  service: string,
  sourceArn: string,
): boolean => {
  const key = deployment.ofType('AWS::KMS::Key').find(({ arn }) => arn === keyArn);
  if (key === undefined) return false;
  const statements = parsePolicy(key.properties.KeyPolicy ?? null, key.label);
  const context = { 'aws:sourcearn': sourceArn, 'aws:sourceaccount': deployment.place.account };
  return sending.every(
    (action) => decide(statements, { action, resource: keyArn, context }, service).allowed,
  );
};
