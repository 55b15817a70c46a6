// Reads event source mappings from the template, with the permissions that AWS requires
// of the function's role.
import { kmsPermissions, readKmsKeys } from '../iam/kms-keys.ts';
import { decide, type RequiredPermission } from '../iam/policy.ts';
import { findFunction } from '../lambda/function-spec.ts';
import type { Pool } from '../lambda/pool.ts';
import type { Deployment, Resolved } from '../template/deployment.ts';
import { isObject, type Json } from '../template/intrinsics.ts';
import { flag, number, objects, optionalText, refuse, text, texts } from '../template/read-property.ts';
import { compilePattern, type Pattern } from './filter-pattern.ts';

export interface Mapping {
  label: string;
  pool: Pool;
  sourceArn: string;
  kind: 'queue' | 'stream';
  batchSize: number;
  windowMs: number;
  partialFailures: boolean;
  filters: Pattern[];
  maximumConcurrency?: number;
  bisect: boolean;
  /** Below zero: no limit. */
  maximumRetries: number;
  maximumAgeMs: number;
  parallelisation: number;
  fromStart: boolean;
  onFailureArn?: string;
}

const requiredActions = {
  queue: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  stream: ['dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:DescribeStream'],
};

/** Returns every enabled mapping. Refuses one whose function's role may not read its source. */
export const readMappings = (deployment: Deployment, pools: Pool[]): Mapping[] =>
  deployment
    .ofType('AWS::Lambda::EventSourceMapping')
    .filter((resource) => flag(resource, 'Enabled', true))
    .map((resource) => readMapping(resource, pools, readKmsKeys(deployment)));

const readMapping = (resource: Resolved, pools: Pool[], keys: Map<string, string>): Mapping => {
  const pool = findFunction(pools, text(resource, 'FunctionName'));
  if (pool === undefined)
    return refuse(resource, `no function ${text(resource, 'FunctionName')} in the application`);
  const sourceArn = text(resource, 'EventSourceArn');
  const kind = kindOf(resource, sourceArn);
  checkRole(resource, pool, [
    ...requiredActions[kind].map((action) => ({ action, resource: sourceArn })),
    ...kmsPermissions('sqs:ReceiveMessage', keys.get(sourceArn)),
  ]);
  const onFailureArn = optionalText(resource, 'DestinationConfig.OnFailure.Destination');
  const concurrency = number(resource, 'ScalingConfig.MaximumConcurrency', -1);
  const age = number(resource, 'MaximumRecordAgeInSeconds', -1);
  if (onFailureArn !== undefined && !allowed(pool, 'sqs:SendMessage', onFailureArn)) {
    refuse(resource, `the role of ${pool.spec.name} may not send to its on-failure queue ${onFailureArn}`);
  }
  return {
    label: resource.label,
    pool,
    sourceArn,
    kind,
    batchSize: number(resource, 'BatchSize', kind === 'queue' ? 10 : 100),
    windowMs: number(resource, 'MaximumBatchingWindowInSeconds', 0) * 1000,
    partialFailures: texts(resource, 'FunctionResponseTypes').includes('ReportBatchItemFailures'),
    filters: objects(resource, 'FilterCriteria.Filters').map((filter) =>
      compilePattern(patternOf(filter.Pattern)),
    ),
    bisect: flag(resource, 'BisectBatchOnFunctionError'),
    maximumRetries: number(resource, 'MaximumRetryAttempts', -1),
    maximumAgeMs: age > 0 ? age * 1000 : Number.POSITIVE_INFINITY,
    parallelisation: number(resource, 'ParallelizationFactor', 1),
    fromStart: optionalText(resource, 'StartingPosition') !== 'LATEST',
    ...(concurrency > 0 ? { maximumConcurrency: concurrency } : {}),
    ...(onFailureArn === undefined ? {} : { onFailureArn }),
  };
};

const kindOf = (resource: Resolved, arn: string): 'queue' | 'stream' => {
  if (arn.startsWith('arn:aws:sqs:')) return 'queue';
  if (arn.startsWith('arn:aws:dynamodb:') && arn.includes('/stream/')) return 'stream';
  return refuse(resource, `the event source ${arn} is not served here`);
};

const checkRole = (resource: Resolved, pool: Pool, needs: RequiredPermission[]): void => {
  const missing = needs.filter((need) => !allowed(pool, need.action, need.resource));
  const listed = missing.map((need) => `${need.action} on ${need.resource}`).join(', ');
  if (missing.length > 0) refuse(resource, `the role of ${pool.spec.name} may not ${listed}`);
};

const allowed = (pool: Pool, action: string, resource: string): boolean =>
  decide(pool.spec.role.statements, { action, resource, context: { 'aws:securetransport': 'true' } }).allowed;

const patternOf = (pattern: Json | undefined): Json => {
  const parsed: unknown = typeof pattern === 'string' ? JSON.parse(pattern) : pattern;
  return isObject(parsed) ? parsed : {};
};

/** Returns whether the filters pass an event; without filters everything passes. */
export const matchesFilters = (filters: Pattern[], event: unknown): boolean =>
  filters.length === 0 || filters.some((filter) => filter(event));
