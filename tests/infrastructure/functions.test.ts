import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Stack } from 'aws-cdk-lib';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { ANSWER_LIMIT_MS } from '../../functions/outreach/sending/claim-send.ts';
import { catalogue, functionNames } from '../../lib/catalogue.ts';
import { environmentSchemas, functionFactory } from '../../lib/stacks/app-functions.ts';
import { functionNamed, ofType, targetOf, templates } from '../support/templates.ts';

const { app } = templates();
const functions = ofType(app, 'AWS::Lambda::Function');

/** The template's environment with every reference replaced by something of its kind. */
function resolvedEnvironment(properties: Record<string, unknown>): Record<string, string> {
  const { Variables } = properties.Environment as { Variables: Record<string, unknown> };
  return Object.fromEntries(
    Object.entries(Variables).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : 'https://resolved.example/',
    ]),
  );
}

describe('functions', () => {
  it('are those of the catalogue, and no other', () => {
    expect(functions.map(([, { FunctionName }]) => String(FunctionName)).sort()).toEqual(
      functionNames.map((name) => `rapport-dev-${name}`).sort(),
    );
  });

  it.each(functions)(
    '%s runs on arm64 with Node 24 under a role of its own and logs JSON',
    (_id, properties) => {
      expect(properties).toMatchObject({
        Architectures: ['arm64'],
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
      });
      expect(properties.LoggingConfig).toMatchObject({ LogFormat: 'JSON', SystemLogLevel: 'WARN' });
      expect(
        functions.filter(([, other]) => targetOf(other.Role) === targetOf(properties.Role)),
      ).toHaveLength(1);
    },
  );

  it('that send mail are ended long before a claim is given up for which nobody answered', () => {
    for (const name of ['outreach-worker', 'feedback-worker', 'email-worker'] as const)
      expect(catalogue[name].timeoutSeconds * 1000).toBeLessThanOrEqual(ANSWER_LIMIT_MS / 10);
  });

  it.each(functionNames)(
    '%s has the memory and time of the catalogue, and the environment it asks for',
    (name) => {
      const properties = functionNamed(app, name);
      expect(properties.MemorySize).toBe(catalogue[name].memoryMb);
      expect(properties.Timeout).toBe(catalogue[name].timeoutSeconds);
      const environment = resolvedEnvironment(properties);
      expect(() => z.parse(environmentSchemas[name], environment)).not.toThrow();
      const asked = Object.keys((environmentSchemas[name] as z.ZodMiniObject).shape);
      expect(Object.keys(environment).sort()).toEqual(asked.sort());
    },
  );

  it('do not compile with a missing variable', () => {
    const stack = new Stack();
    const add = functionFactory(stack, {
      stage: 'dev',
      table: new Table(stack, 'Table', { partitionKey: { name: 'pk', type: AttributeType.STRING } }),
      codeDir: () => mkdtempSync(`${tmpdir()}/rapport-empty-`),
      accessLog: new LogGroup(stack, 'AccessLog'),
      accountConcurrency: 0,
      operations: { stage: 'dev', watch: stack, alarmTopic: new Topic(stack, 'Alarms'), logRetentionDays: 1 },
    });
    // @ts-expect-error -- TABLE_NAME is missing; this line fails the type check when the compiler no longer minds
    expect(add('customers', { STAGE: 'dev' })).toBeDefined();
  });
});
