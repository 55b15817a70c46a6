// The app's templates, synthesised once a test file with a stand-in for every bundle, and ways to look into them.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp, type RapportApp, type RapportAppOptions } from '../../lib/app.ts';

export interface Resource {
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

/** The app with one empty handler for every function, so that templates do not depend on bundling. */
export function standInApp(options: RapportAppOptions = {}): RapportApp {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-stand-in-'));
  writeFileSync(join(folder, 'index.mjs'), 'export const handler = async () => {};\n');
  return buildApp({ codeDir: () => folder, validation: false, nag: false, ...options });
}

export interface Templates {
  data: Resources;
  app: Resources;
  all: Resources;
}

/** Both stacks' resources by logical id. */
export function templates(context: Record<string, unknown> = {}): Templates {
  const { app, data, application } = standInApp({ context });
  const assembly = app.synth();
  const resources = (id: string): Resources => assembly.getStackArtifact(id).template.Resources as Resources;
  const both = { data: resources(data.artifactId), app: resources(application.artifactId) };
  return { ...both, all: { ...both.data, ...both.app } };
}

/** The resources of a type, as pairs of logical id and properties. */
export function ofType(
  resources: Resources,
  type: string,
): [id: string, properties: Record<string, unknown>][] {
  return Object.entries(resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, resource]) => [id, resource.Properties]);
}

/** The logical id that a `Ref` or `Fn::GetAtt` points to. */
export function targetOf(value: unknown): string | undefined {
  const reference = value as { Ref?: string; 'Fn::GetAtt'?: [string, string] } | undefined;
  return reference?.Ref ?? reference?.['Fn::GetAtt']?.[0];
}

/** Every logical id that a value mentions. */
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

/** The statements of the policies inside a role and of those attached to it. */
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

/** A function's properties by its name in the catalogue. */
export function functionNamed(resources: Resources, name: string): Record<string, unknown> {
  const found = ofType(resources, 'AWS::Lambda::Function').find(([, { FunctionName }]) =>
    new RegExp(`^rapport-[a-z]+-${name}$`).test(String(FunctionName)),
  );
  if (found === undefined) throw new Error(`no function ${name} in the template`);
  return found[1];
}
