// Reads a function from the template.
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Role, roleOf } from '../iam/roles.ts';
import type { Deployment, Resolved } from '../template/deployment.ts';
import { number, object, optionalText, refuse, text } from '../template/read-property.ts';

export interface FunctionSpec {
  /** The name in the template: FunctionName, or stack and logical id. */
  physicalName: string;
  /** The short name: that of the folder with its code. Logs, faults and the handle use it. */
  name: string;
  arn: string;
  label: string;
  folder: string;
  file: string;
  handlerName: string;
  timeoutMs: number;
  memoryMb: number;
  environment: Record<string, string>;
  role: Role;
  reserved?: number;
  deadLetterArn?: string;
  asynchronous: { retries: number; onFailureArn?: string };
}

/** Returns every function of the application. */
export const readFunctions = (deployment: Deployment, roles: Map<string, Role>): FunctionSpec[] =>
  deployment.ofType('AWS::Lambda::Function').map((resource) => readFunction(resource, deployment, roles));

const readFunction = (resource: Resolved, deployment: Deployment, roles: Map<string, Role>): FunctionSpec => {
  if (!text(resource, 'Runtime').startsWith('nodejs'))
    refuse(resource, `the runtime ${text(resource, 'Runtime')} is not served here`);
  const folder = deployment.asset(resource.stack, text(resource, 'Code.S3Key'));
  if (folder === undefined) return refuse(resource, 'its code is not an asset of the assembly');
  const role = roleOf(roles, text(resource, 'Role'), resource);
  if (!role.trusts('lambda.amazonaws.com'))
    refuse(resource, `its role ${role.name} does not trust lambda.amazonaws.com`);
  const reserved = number(resource, 'ReservedConcurrentExecutions', -1);
  const deadLetterArn = optionalText(resource, 'DeadLetterConfig.TargetArn');
  return {
    physicalName: resource.ref,
    name: basename(folder),
    arn: resource.arn,
    label: resource.label,
    folder,
    ...handlerOf(resource, folder),
    timeoutMs: number(resource, 'Timeout', 3) * 1000,
    memoryMb: number(resource, 'MemorySize', 128),
    environment: environmentOf(resource),
    role,
    ...(reserved >= 0 ? { reserved } : {}),
    ...(deadLetterArn === undefined ? {} : { deadLetterArn }),
    asynchronous: asynchronousOf(resource, deployment),
  };
};

const handlerOf = (resource: Resolved, folder: string): { file: string; handlerName: string } => {
  const handler = text(resource, 'Handler');
  const dot = handler.lastIndexOf('.');
  const stem = join(folder, handler.slice(0, dot));
  const path = ['.mjs', '.js', '.cjs']
    .map((extension) => `${stem}${extension}`)
    .find((candidate) => existsSync(candidate));
  if (path === undefined) return refuse(resource, `no file for its handler ${handler} in ${folder}`);
  return { file: path, handlerName: handler.slice(dot + 1) };
};

const environmentOf = (resource: Resolved): Record<string, string> => {
  const variables = object(resource, 'Environment.Variables') ?? {};
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)]));
};

const asynchronousOf = (resource: Resolved, deployment: Deployment): FunctionSpec['asynchronous'] => {
  const config = deployment
    .ofType('AWS::Lambda::EventInvokeConfig')
    .find((entry) => functionMatches(resource, text(entry, 'FunctionName')));
  if (config === undefined) return { retries: 2 };
  const onFailureArn = optionalText(config, 'DestinationConfig.OnFailure.Destination');
  return {
    retries: number(config, 'MaximumRetryAttempts', 2),
    ...(onFailureArn === undefined ? {} : { onFailureArn }),
  };
};

const functionMatches = (resource: Resolved, named: string): boolean =>
  named === resource.ref || named === resource.arn || named.startsWith(`${resource.arn}:`);

/**
 * Returns the function of a name or ARN, with or without a version or alias: the runner has
 * only the newest version.
 */
export const findFunction = <T extends { spec: FunctionSpec }>(
  functions: T[],
  named: string,
): T | undefined =>
  functions.find(
    ({ spec }) =>
      [spec.name, spec.physicalName, spec.arn].includes(named) ||
      [spec.physicalName, spec.arn].some((own) => named.startsWith(`${own}:`)),
  );
