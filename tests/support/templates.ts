// Provides the app's templates, synthesised once with a stand-in for every bundle, and helpers to read them.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestedStack, type Stack } from 'aws-cdk-lib';
import { buildApp, type RapportApp, type RapportAppOptions } from '../../lib/app.ts';

interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
}
export type Resources = Record<string, Resource>;

export const prodContext = {
  stage: 'prod',
  mailFrom: 'help@shop.example',
  mailDomain: 'shop.example',
  inboundDomain: 'in.shop.example',
  customerIssuer: 'https://login.shop.example/',
  customerAudience: 'shop',
  corsOrigins: 'https://desk.shop.example,https://www.shop.example',
  alarmEmail: 'ops@shop.example',
};

/** The context that switches on everything that a stage can have. */
export const fullContext = {
  ...prodContext,
  region: 'eu-west-1',
  domain: 'care.shop.example',
  hostedZoneId: 'Z0123456789ABC',
  hostedZoneName: 'shop.example',
  backupCopyVault: 'arn:aws:backup:eu-central-1:111122223333:backup-vault:rapport-copies',
  backupLock: 'governance',
  encryption: 'customer-managed',
  integrations:
    '{"shop":["rapport/customers.write","rapport/tickets.read"],"erp":["rapport/customers.read"]}',
  monthlyBudget: '500',
  tracing: 'on',
};

/** Creates the app with one empty handler for every function, so that templates do not depend on bundling. */
export function standInApp(options: RapportAppOptions = {}): RapportApp {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-stand-in-'));
  writeFileSync(join(folder, 'index.mjs'), 'export const handler = async () => {};\n');
  return buildApp({ codeDir: () => folder, validation: false, nag: false, ...options });
}

interface Template {
  Resources: Resources;
  Parameters?: Record<string, unknown>;
  Outputs?: Record<string, object>;
}

export interface Templates {
  data: Resources;
  /** Resources of the app stack and its nested stacks, with references between them resolved. */
  app: Resources;
  all: Resources;
  /** The app stack and its nested stacks unchanged, by construct id. */
  stacks: Record<string, Template>;
  /** The other stacks of the app, by construct id. */
  others: Record<string, Template>;
  /** The exports of the data stack. */
  exports: string[];
}

const synthesised = new Map<string, Templates>();

/**
 * Returns all resources by logical id, synthesised once per context. `capabilities` defaults
 * to all of Rapport.
 */
export function templates(
  context: Record<string, unknown> = {},
  capabilities?: RapportAppOptions['capabilities'],
): Templates {
  if (capabilities !== undefined) return synthesise({ context, capabilities });
  const key = JSON.stringify(context);
  const known = synthesised.get(key) ?? synthesise({ context });
  synthesised.set(key, known);
  return known;
}

function synthesise(options: RapportAppOptions): Templates {
  const { app, data, application, others: rest } = standInApp(options);
  const { directory } = app.synth();
  const read = ({ templateFile }: Stack): Template =>
    JSON.parse(readFileSync(join(directory, templateFile), 'utf8')) as Template;
  const nested = application.node.findAll().filter((one) => one instanceof NestedStack);
  const own = read(application);
  const stacks = Object.fromEntries(nested.map((stack) => [stack.node.id, read(stack)]));
  const references = Object.assign(
    {},
    ...ofType(own.Resources, 'AWS::CloudFormation::Stack').map(([, { Parameters }]) => Parameters),
  ) as Record<string, unknown>;
  const inside = Object.values(stacks).flatMap(({ Resources }) => Object.entries(Resources));
  const all = { data: read(data).Resources, app: { ...own.Resources } };
  for (const [id, resource] of inside) {
    if (id in all.app) throw new Error(`two stacks have a resource ${id}`);
    all.app[id] = given(resource, references) as Resource;
  }
  return {
    ...all,
    all: { ...all.data, ...all.app },
    stacks: { App: own, ...stacks },
    others: Object.fromEntries(rest.map((stack) => [stack.node.id, read(stack)])),
    exports: Object.keys(read(data).Outputs ?? {}).sort(),
  };
}

/** Replaces the parameters in a value of a nested stack by what the parent gives to them. */
function given(value: unknown, references: Record<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((one) => given(one, references));
  if (typeof value !== 'object' || value === null) return value;
  const { Ref } = value as { Ref?: string };
  if (Ref !== undefined && Ref in references) return references[Ref];
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, given(one, references)]));
}

/** Returns the resources of a type as pairs of logical id and properties. */
export function ofType(
  resources: Resources,
  type: string,
): [id: string, properties: Record<string, unknown>][] {
  return Object.entries(resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, resource]) => [id, resource.Properties]);
}

/** Returns the logical id that a `Ref` or `Fn::GetAtt` points to. */
export function targetOf(value: unknown): string | undefined {
  const reference = value as { Ref?: string; 'Fn::GetAtt'?: [string, string] } | undefined;
  return reference?.Ref ?? reference?.['Fn::GetAtt']?.[0];
}

/** Returns the logical id of the function that a reference to it, or to its alias, means. */
export function functionIdOf(resources: Resources, value: unknown): string | undefined {
  const [id = ''] = mentions(value);
  const { Type, Properties } = resources[id] ?? {};
  return Type === 'AWS::Lambda::Alias' ? targetOf(Properties?.FunctionName) : id;
}

/** Returns every logical id that a value mentions. */
export function mentions(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(mentions);
  if (typeof value !== 'object' || value === null) return [];
  const own = targetOf(value);
  return [...(own === undefined ? [] : [own]), ...Object.values(value).flatMap(mentions)];
}

export interface Statement {
  Effect: 'Allow' | 'Deny';
  Action: string | string[];
  Resource: unknown;
  Condition?: Record<string, unknown>;
}

/** Returns the statements of the policies inside a role and of those attached to it. */
export function statementsOf(resources: Resources, roleId: string): Statement[] {
  const inside = (resources[roleId]?.Properties?.Policies ?? []) as Policy[];
  const attached = ofType(resources, 'AWS::IAM::Policy')
    .filter(([, { Roles }]) => (Roles as unknown[]).some((role) => targetOf(role) === roleId))
    .map(([, policy]) => policy as unknown as Policy);
  return [...inside, ...attached].flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

interface Policy {
  PolicyDocument: { Statement: Statement[] };
}

export const asList = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

/** Returns a function's properties by its name. */
export function functionNamed(resources: Resources, name: string): Record<string, unknown> {
  const found = ofType(resources, 'AWS::Lambda::Function').find(([, { FunctionName }]) =>
    new RegExp(`^rapport-[a-z]+-${name}$`).test(String(FunctionName)),
  );
  if (found === undefined) throw new Error(`no function ${name} in the template`);
  return found[1];
}
