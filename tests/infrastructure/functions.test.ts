import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { functionNames, functions } from '../../functions/capabilities.ts';
import { ANSWER_LIMIT_MS } from '../../functions/outreach/sending/claim-send.ts';
import { functionNamed, ofType, targetOf, templates } from '../support/templates.ts';

const { app } = templates();
const deployed = ofType(app, 'AWS::Lambda::Function');

/** Returns a sample value for a reference; in a text, replaces each reference. */
function resolved(value: unknown): string {
  const { 'Fn::Join': join } = value as { 'Fn::Join'?: [string, unknown[]] };
  if (join === undefined) return 'https://resolved.example/';
  const [separator, parts] = join;
  return parts.map((part) => (typeof part === 'string' ? part : resolved(part))).join(separator);
}

/** Returns the template's environment with every reference replaced by a sample value. */
function resolvedEnvironment(properties: Record<string, unknown>): Record<string, string> {
  const { Variables } = properties.Environment as { Variables: Record<string, unknown> };
  return Object.fromEntries(
    Object.entries(Variables).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : resolved(value),
    ]),
  );
}

describe('functions', () => {
  it('are exactly those of the manifests', () => {
    expect(deployed.map(([, { FunctionName }]) => String(FunctionName)).sort()).toEqual(
      functionNames.map((name) => `rapport-dev-${name}`).sort(),
    );
  });

  it.each(deployed)('%s runs on arm64 with Node 24 under its own role and logs JSON', (_id, properties) => {
    expect(properties).toMatchObject({
      Architectures: ['arm64'],
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
    });
    expect(properties.LoggingConfig).toMatchObject({ LogFormat: 'JSON', SystemLogLevel: 'WARN' });
    expect(deployed.filter(([, other]) => targetOf(other.Role) === targetOf(properties.Role))).toHaveLength(
      1,
    );
  });

  it('that send mail time out long before their claim expires', () => {
    for (const name of ['outreach-worker', 'feedback-worker', 'email-worker'] as const)
      expect(functions[name].timeoutSeconds * 1000).toBeLessThanOrEqual(ANSWER_LIMIT_MS / 10);
  });

  it.each(functionNames)(
    '%s has the memory and time of its manifest, and exactly the environment of its schema',
    (name) => {
      const properties = functionNamed(app, name);
      expect(properties.MemorySize).toBe(functions[name].memoryMb);
      expect(properties.Timeout).toBe(functions[name].timeoutSeconds);
      const environment = resolvedEnvironment(properties);
      expect(() => z.parse(functions[name].environment, environment)).not.toThrow();
      const asked = Object.keys(functions[name].environment.shape);
      expect(Object.keys(environment).sort()).toEqual(asked.sort());
    },
  );
});
