// Reads the roles of the application: whom they trust and what their policies say.

import { ownProperty } from '../../functions/platform/own-property.ts';
import type { Deployment, Resolved } from '../template/deployment.ts';
import { objects, texts, valueAt } from '../template/read-property.ts';
import { decide, parsePolicy, type Statement } from './policy.ts';

export interface Role {
  name: string;
  arn: string;
  statements: Statement[];
  /** Returns whether a service may assume the role for the resource that it acts for. */
  trusts(service: string, sourceArn?: string): boolean;
}

/** AWS's managed policies that a template may name, as far as they matter here. */
const managed: Record<string, string[]> = {
  'service-role/AWSLambdaBasicExecutionRole': ['logs:*'],
  AWSXRayDaemonWriteAccess: ['xray:*'],
  AWSXrayWriteOnlyAccess: ['xray:*'],
  CloudWatchLambdaInsightsExecutionRolePolicy: ['logs:*'],
  // Used by AWS Backup, which does not run here.
  'service-role/AWSBackupServiceRolePolicyForBackup': [],
  AWSBackupServiceRolePolicyForS3Backup: [],
  'service-role/AWSBackupServiceRolePolicyForRestores': [],
  AWSBackupServiceRolePolicyForS3Restore: [],
};

/** Returns every role by its ARN, with inline, attached and managed policies together. */
export const readRoles = (deployment: Deployment): Map<string, Role> => {
  const attached = deployment.ofType('AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy');
  const roles = deployment.ofType('AWS::IAM::Role').map((resource): [string, Role] => {
    const trust = parsePolicy(resource.properties.AssumeRolePolicyDocument ?? null, resource.label);
    const statements = [
      ...inline(resource),
      ...fromPolicies(resource, attached),
      ...fromManaged(resource, attached),
    ];
    const trusts = (service: string, sourceArn?: string): boolean => {
      const context = { 'aws:sourceaccount': deployment.place.account, 'aws:sourcearn': sourceArn };
      return decide(trust, { action: 'sts:AssumeRole', resource: resource.arn, context }, service).allowed;
    };
    return [resource.arn, { name: resource.ref, arn: resource.arn, statements, trusts }];
  });
  return new Map(roles);
};

const inline = (role: Resolved): Statement[] =>
  objects(role, 'Policies').flatMap((policy) => parsePolicy(policy.PolicyDocument ?? null, role.label));

const fromPolicies = (role: Resolved, policies: Resolved[]): Statement[] =>
  policies
    .filter((policy) => texts(policy, 'Roles').includes(role.ref))
    .flatMap((policy) => parsePolicy(policy.properties.PolicyDocument ?? null, policy.label));

const fromManaged = (role: Resolved, policies: Resolved[]): Statement[] =>
  texts(role, 'ManagedPolicyArns').flatMap((arn) => {
    const inline = policies.find((policy) => policy.ref === arn);
    if (inline !== undefined) return parsePolicy(inline.properties.PolicyDocument ?? null, inline.label);
    const actions = ownProperty(managed, arn.replace(/^arn:aws:iam::aws:policy\//, ''));
    if (actions === undefined) throw new Error(`${role.label}: the managed policy ${arn} is not known here`);
    return parsePolicy({ Statement: { Effect: 'Allow', Action: actions, Resource: '*' } }, role.label);
  });

/** Returns the role of an ARN, or throws an error that names who asked for it. */
export const roleOf = (roles: Map<string, Role>, arn: string, owner: Resolved): Role => {
  const role = roles.get(arn);
  if (role === undefined)
    throw new Error(`resource ${owner.label}: its role ${arn} is not part of the application`);
  return role;
};

/**
 * Returns whether a policy on a queue, topic or bucket lets a service act for a source; `none` if there is no
 * policy at all.
 */
export const resourcePolicyAllows = (
  policies: Resolved[],
  property: 'Queues' | 'Topics' | 'Bucket',
  target: { ref: string; arn: string; action: string; service: string; sourceArn: string; account: string },
): boolean | 'none' => {
  const matching = policies.filter((policy) => texts(policy, property).includes(target.ref));
  if (matching.length === 0) return 'none';
  const statements = matching.flatMap((policy) =>
    parsePolicy(valueAt(policy.properties, 'PolicyDocument') ?? null, policy.label),
  );
  const context = {
    'aws:sourcearn': target.sourceArn,
    'aws:sourceaccount': target.account,
    'aws:sourceowner': target.account,
    'aws:securetransport': 'true',
  };
  return decide(statements, { action: target.action, resource: target.arn, context }, target.service).allowed;
};
