// A capability is added and removed by its folder and its entry in the list: nothing else names it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { capabilities } from '../../functions/capabilities.ts';
import { type Capability, defineCapability } from '../../functions/platform/capability.ts';
import { composeCapabilities } from '../../functions/platform/compose-capabilities.ts';
import { tableEnv } from '../../functions/platform/env/env.ts';
import { bundleFunctions } from '../../lib/bundling/bundle-functions.ts';
import { gifts } from '../fixtures/capability/capability.ts';
import {
  functionIdOf,
  functionNamed,
  mentions,
  ofType,
  statementsOf,
  targetOf,
  templates,
} from '../support/templates.ts';

const functionNamesOf = (app: ReturnType<typeof templates>['app']) =>
  ofType(app, 'AWS::Lambda::Function').map(([, { FunctionName }]) => String(FunctionName));

describe('a capability that is added to the list', () => {
  const { app } = templates({}, [...capabilities, gifts]);
  const queueId = (prefix: string) =>
    ofType(app, 'AWS::SQS::Queue').find(([id]) => id.startsWith(`${prefix}WorkQueue`))?.[0] ?? '';

  it('gets a route that calls its function', () => {
    const [, route] =
      ofType(app, 'AWS::ApiGatewayV2::Route').find(([, { RouteKey }]) => RouteKey === 'POST /v1/gifts') ?? [];
    const integration = mentions(route?.Target).find((id) => id in app) ?? '';
    const { IntegrationUri } = app[integration]?.Properties ?? {};
    expect(app[functionIdOf(app, IntegrationUri) ?? '']?.Properties.FunctionName).toBe('rapport-dev-gifts');
  });

  it('gets its functions with their environment and the rights of its manifest', () => {
    for (const [name, actions] of [
      ['gifts', ['dynamodb:GetItem', 'dynamodb:PutItem']],
      ['gifts-worker', 'dynamodb:PutItem'],
    ] as const) {
      const { Environment, Role } = functionNamed(app, name);
      expect(Object.keys((Environment as { Variables: object }).Variables).sort()).toEqual([
        'STAGE',
        'TABLE_NAME',
      ]);
      const statements = statementsOf(app, targetOf(Role) ?? '');
      expect(statements.map(({ Effect, Action }) => [Effect, Action])).toContainEqual(['Allow', actions]);
      expect(statements.map(({ Effect, Action }) => [Effect, Action])).toContainEqual(['Deny', actions]);
    }
  });

  it('gets its queue with its subscription filter and its worker', () => {
    const queue = queueId('GiftPacking');
    const subscribed = ofType(app, 'AWS::SNS::Subscription').filter(
      ([, { Endpoint }]) => targetOf(Endpoint) === queue,
    );
    expect(subscribed.map(([, { FilterPolicy }]) => FilterPolicy)).toEqual([{ type: ['gift.sent'] }]);
    const mapping = ofType(app, 'AWS::Lambda::EventSourceMapping').find(
      ([, { EventSourceArn }]) => targetOf(EventSourceArn) === queue,
    );
    expect(app[functionIdOf(app, mapping?.[1].FunctionName) ?? '']?.Properties.FunctionName).toBe(
      'rapport-dev-gifts-worker',
    );
  });

  it('makes the scheduler know its queue and lets it send there', () => {
    const { Environment, Role } = functionNamed(app, 'scheduler');
    const { TIMED_WORK_QUEUES } = (Environment as { Variables: Record<string, unknown> }).Variables;
    expect(JSON.stringify(TIMED_WORK_QUEUES)).toContain('giftPacking');
    expect(JSON.stringify(TIMED_WORK_QUEUES)).toContain(queueId('GiftPacking'));
    const sending = statementsOf(app, targetOf(Role) ?? '').filter(
      ({ Action }) => Action === 'sqs:SendMessage',
    );
    expect(JSON.stringify(sending)).toContain(queueId('GiftPacking'));
  });

  it('gets scopes for machine clients', () => {
    const [, server] = ofType(app, 'AWS::Cognito::UserPoolResourceServer')[0] ?? [];
    const scopes = ((server?.Scopes ?? []) as { ScopeName: string }[]).map(({ ScopeName }) => ScopeName);
    expect(scopes).toContain('gifts.write');
    expect(scopes).not.toContain('gifts.read');
  });
});

describe('the bundles of a capability', () => {
  const outDir = mkdtempSync(join(tmpdir(), 'rapport-gifts-'));
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(outDir, { recursive: true, force: true });
  });

  it('are built from the entries of its manifest and load', async () => {
    const { rebuilt } = await bundleFunctions({ outDir, functions: gifts.functions });
    expect(rebuilt.toSorted()).toEqual(['gifts', 'gifts-worker']);
    vi.stubEnv('TABLE_NAME', 'none');
    vi.stubEnv('STAGE', 'test');
    vi.stubEnv('AWS_REGION', 'eu-central-1');
    for (const name of rebuilt) {
      const bundle = pathToFileURL(join(outDir, name, 'index.mjs')).href;
      expect(((await import(bundle)) as { handler: unknown }).handler).toBeTypeOf('function');
    }
  });
});

describe('a capability that is removed from the list', () => {
  it.each(['assist', 'complaints', 'feedback', 'returns'])('%s removes exactly its own resources', (name) => {
    const leaving = capabilities.filter((capability) => capability.name === name);
    const { app } = templates(
      {},
      capabilities.filter((capability) => capability.name !== name),
    );
    const gone = leaving.flatMap(({ functions }) => Object.keys(functions));
    expect(gone.length).toBeGreaterThan(0);
    const expected = capabilities
      .flatMap(({ functions }) => Object.keys(functions))
      .filter((fn) => !gone.includes(fn));
    expect(functionNamesOf(app).sort()).toEqual(expected.map((fn) => `rapport-dev-${fn}`).sort());
    const ownWork = new RegExp(`^${name[0]?.toUpperCase()}${name.slice(1)}Work(er)?[A-Z]`);
    expect(Object.keys(app).filter((id) => ownWork.test(id))).toEqual([]);
  });
});

describe('a manifest', () => {
  const fn = { ...gifts.functions.gifts, routes: undefined };
  const alone = (over: object): Capability => ({ name: 'toys', functions: { toys: fn }, ...over });
  const queue = { ...gifts.queues.giftPacking, worker: 'toys' };

  it('does not compile with an environment that names an unknown variable', () => {
    const environment = z.object({ ...tableEnv, COLOUR: z.string() });
    // @ts-expect-error -- COLOUR is no variable of any stage
    expect(defineCapability({ name: 'toys', functions: { toys: { ...fn, environment } } })).toBeDefined();
  });

  it('does not compile with a queue whose worker it does not define', () => {
    const queues = { toys: { ...queue, worker: 'nobody' as const } };
    // @ts-expect-error -- there is no function `nobody`
    expect(defineCapability({ name: 'toys', functions: { toys: fn }, queues })).toBeDefined();
  });

  it('is rejected if its worker or a queue that it sends to does not exist', () => {
    expect(() => composeCapabilities([alone({ queues: { toys: { ...queue, worker: 'nobody' } } })])).toThrow(
      'toys: the queue toys has no worker nobody',
    );
    expect(() =>
      composeCapabilities([alone({ functions: { toys: { ...fn, sendsTo: ['elsewhere'] } } })]),
    ).toThrow('toys: toys sends to elsewhere, which is no queue of it');
  });

  it('is rejected beside another one with the same function, queue or route', () => {
    expect(() => composeCapabilities([gifts, alone({ functions: { gifts: fn } })])).toThrow(
      'two capabilities define the function gifts',
    );
    expect(() => composeCapabilities([gifts, alone({ queues: { giftPacking: queue } })])).toThrow(
      'two capabilities define the queue giftPacking',
    );
    expect(() => composeCapabilities([gifts, alone({ functions: { toys: gifts.functions.gifts } })])).toThrow(
      'two capabilities define the route POST /v1/gifts',
    );
  });

  it('fails the synthesis by name if it needs a variable that the stage does not have', () => {
    const environment = z.object({ ...tableEnv, TOYS_QUEUE_URL: z.url() });
    expect(() =>
      templates({}, [...capabilities, alone({ functions: { toys: { ...fn, environment } } })]),
    ).toThrow('toys asks for what this stage does not have: TOYS_QUEUE_URL');
  });
});
