// Reads the receipt rules of the template: whose mail SES accepts, where it stores it and whom it notifies.
import { keyAllowsService, readKmsKeys } from '../../iam/kms-keys.ts';
import { resourcePolicyAllows } from '../../iam/roles.ts';
import type { Deployment, Resolved } from '../../template/deployment.ts';
import { flag, objects, optionalText, refuse, text, texts, valueAt } from '../../template/read-property.ts';

export interface ReceiptRule {
  recipients: string[];
  scans: boolean;
  bucket: string;
  prefix: string;
  topicArn?: string;
}

/**
 * Returns the rules of the only rule set, in order; here it is always active. Refuses a second rule set (AWS
 * has one active), actions other than storing, and buckets and topics whose policies do not admit SES.
 */
export const readReceiptRules = (deployment: Deployment): ReceiptRule[] => {
  const [, second] = deployment.ofType('AWS::SES::ReceiptRuleSet');
  if (second !== undefined) refuse(second, 'only one rule set can be active');
  return inOrder(deployment.ofType('AWS::SES::ReceiptRule'))
    .filter((resource) => flag(resource, 'Rule.Enabled'))
    .map((resource) => readRule(resource, deployment));
};

/** Sorts the rules. Each names the one that it follows, by name or by reference; the first names none. */
const inOrder = (rules: Resolved[]): Resolved[] => {
  const next = (before: string[]): Resolved[] =>
    rules.flatMap((rule) => {
      const after = optionalText(rule, 'After');
      const follows = after === undefined ? before.length === 0 : before.includes(after);
      return follows ? [rule, ...next([rule.ref, optionalText(rule, 'Rule.Name') ?? rule.ref])] : [];
    });
  return next([]);
};

const readRule = (resource: Resolved, deployment: Deployment): ReceiptRule => {
  const [action, ...others] = objects(resource, 'Rule.Actions');
  const bucket = valueAt(action, 'S3Action.BucketName');
  if (typeof bucket !== 'string' || others.length > 0)
    return refuse(resource, 'only rules with one action, of the kind S3, are served here');
  const prefix = String(valueAt(action, 'S3Action.ObjectKeyPrefix') ?? '');
  const topicArn = valueAt(action, 'S3Action.TopicArn');
  const { account, region } = deployment.place;
  const rule = `${text(resource, 'RuleSetName')}:receipt-rule/${optionalText(resource, 'Rule.Name') ?? resource.ref}`;
  const source = {
    service: 'ses.amazonaws.com',
    sourceArn: `arn:aws:ses:${region}:${account}:receipt-rule-set/${rule}`,
    account,
  };
  mayStore(resource, deployment, { bucket, prefix, source });
  if (typeof topicArn === 'string') mayNotify(resource, deployment, { topicArn, source });
  return {
    recipients: texts(resource, 'Rule.Recipients').map((recipient) => recipient.toLowerCase()),
    scans: flag(resource, 'Rule.ScanEnabled'),
    bucket,
    prefix,
    ...(typeof topicArn === 'string' ? { topicArn } : {}),
  };
};

interface Source {
  service: string;
  sourceArn: string;
  account: string;
}

const mayStore = (
  resource: Resolved,
  deployment: Deployment,
  { bucket, prefix, source }: { bucket: string; prefix: string; source: Source },
): void => {
  const policies = deployment.ofType('AWS::S3::BucketPolicy');
  const target = { ref: bucket, arn: `arn:aws:s3:::${bucket}/${prefix}message`, action: 's3:PutObject' };
  if (!deployment.ofType('AWS::S3::Bucket').some(({ ref }) => ref === bucket))
    refuse(resource, `its bucket ${bucket} is not part of the application`);
  if (resourcePolicyAllows(policies, 'Bucket', { ...target, ...source }) !== true)
    refuse(resource, `the policy of the bucket ${bucket} does not let ses.amazonaws.com put below ${prefix}`);
};

const mayNotify = (
  resource: Resolved,
  deployment: Deployment,
  { topicArn, source }: { topicArn: string; source: Source },
): void => {
  const target = { ref: topicArn, arn: topicArn, action: 'sns:Publish', ...source };
  if (resourcePolicyAllows(deployment.ofType('AWS::SNS::TopicPolicy'), 'Topics', target) !== true)
    refuse(resource, `the policy of the topic ${topicArn} does not let ses.amazonaws.com publish`);
  const key = readKmsKeys(deployment).get(topicArn);
  if (key !== undefined && !keyAllowsService(deployment, key, source.service, source.sourceArn))
    refuse(resource, `the policy of the key of the topic ${topicArn} does not let ses.amazonaws.com use it`);
};

/**
 * Returns whether a rule accepts mail for an address: by the address, its domain, or
 * (`.example.com`) a parent domain.
 */
export const ruleAccepts = ({ recipients }: ReceiptRule, address: string): boolean => {
  const whole = address.toLowerCase();
  const [local = '', domain = ''] = whole.split('@');
  const unlabelled = `${local.split('+')[0]}@${domain}`;
  return (
    recipients.length === 0 ||
    recipients.some(
      (one) =>
        one === whole ||
        one === unlabelled ||
        one === domain ||
        (one.startsWith('.') && domain.endsWith(one)),
    )
  );
};
