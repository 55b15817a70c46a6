import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context as LambdaContext } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { routeTable } from '../../../../functions/capabilities.ts';
import type { Context } from '../../../../functions/platform/context.ts';
import type { Role } from '../../../../functions/platform/contract/roles.ts';
import { audienceOf, type Routes } from '../../../../functions/platform/contract/route.ts';
import { platformError } from '../../../../functions/platform/errors.ts';
import { type ApiDeps, createApi } from '../../../../functions/platform/http/create-api.ts';
import { ticketError } from '../../../../functions/tickets/errors.ts';
import { NOON, stoppedClock } from '../../../support/context.ts';
import { type Call, caller, eventOf } from '../../../support/http/call-api.ts';
import { logLinesOf } from '../../../support/quiet-logs.ts';

const tables = Object.values(routeTable) as Routes[];
const operations = tables.flatMap((routes) =>
  Object.entries(routes).map(([name, route]) => ({ routes, name, route })),
);
const roles: readonly Role[] = ['agent', 'lead', 'admin', 'service', 'customer'];
/** A handler that must not be reached. */
const unreachable = (routes: Routes) =>
  Object.fromEntries(Object.keys(routes).map((name) => [name, () => Promise.reject(new Error('reached'))]));
const guarded = (routes: Routes) => caller(routes, createApi('things', routes, unreachable(routes)));

/** Returns status and code of an operation that is called with an invalid body by some caller. */
async function turnedAway(routes: Routes, name: string, call: Call) {
  const { status, body } = await guarded(routes)(name, { raw: '{', ...call });
  return { status, code: body.code };
}

/**
 * A route has one authoriser: whoever reaches a customer's route is a customer, so roles are
 * checked on staff routes.
 */
const calls = operations
  .filter(({ route }) => route.roles !== 'public' && audienceOf(route) === 'staff')
  .flatMap((operation) =>
    roles.map((role) => ({ ...operation, role, allowed: operation.route.roles.includes(role) })),
  );

describe('permission to call an operation', () => {
  for (const { routes, name, role } of calls.filter(({ allowed }) => allowed)) {
    it(`of ${name} is given to ${role}`, async () => {
      expect([401, 403]).not.toContain((await turnedAway(routes, name, { as: { role, id: 'x' } })).status);
    });
  }

  for (const { routes, name, role } of calls.filter(({ allowed }) => !allowed)) {
    it(`of ${name} is refused to ${role}`, async () => {
      expect(await turnedAway(routes, name, { as: { role, id: 'x' } })).toEqual({
        status: 403,
        code: 'auth.forbidden',
      });
    });
  }

  for (const { routes, name, route } of operations.filter(
    (operation) => operation.route.roles !== 'public',
  )) {
    it(`of ${name} is refused without a token and to a token without a subject`, async () => {
      for (const claims of [{}, { sub: '' }, { 'cognito:groups': '[admin]' }] as Record<string, string>[]) {
        expect(await turnedAway(routes, name, { claims })).toEqual({
          status: 401,
          code: 'auth.unauthenticated',
        });
      }
      const event = eventOf(route, { raw: '{' });
      const bare = { ...event, requestContext: { ...event.requestContext, authorizer: undefined } };
      const answer = await createApi(
        'things',
        routes,
        unreachable(routes),
      )(bare as unknown as APIGatewayProxyEventV2WithJWTAuthorizer, {} as LambdaContext);
      expect(answer).toMatchObject({ statusCode: 401 });
    });
  }

  for (const { routes, name } of operations.filter(
    ({ route }) => route.roles !== 'public' && audienceOf(route) === 'staff',
  )) {
    it(`of ${name} is refused to staff without a known group`, async () => {
      for (const groups of ['[]', '[guests]', '[Admin]']) {
        expect(await turnedAway(routes, name, { claims: { sub: 's', 'cognito:groups': groups } })).toEqual({
          status: 403,
          code: 'auth.forbidden',
        });
      }
    });
  }

  it('is checked before the body is parsed, so that refusals reveal nothing about a route', async () => {
    const call = guarded(routeTable.customers);
    expect((await call('createCustomer', { raw: 'x'.repeat(300_000), claims: {} })).status).toBe(401);
  });
});

const routes = {
  make: {
    method: 'POST',
    path: '/v1/things',
    summary: 'Make a thing',
    roles: ['agent', 'lead'],
    body: z.strictObject({ name: z.string() }),
    success: { status: 201, body: z.object({ id: z.string() }) },
    errors: [],
  },
  once: {
    method: 'POST',
    path: '/v1/natural',
    summary: 'A thing that is once by nature',
    roles: ['agent'],
    body: z.strictObject({}),
    success: { status: 200, body: z.object({ key: z.boolean() }) },
    errors: [],
    idempotency: 'natural',
  },
  page: {
    method: 'GET',
    path: '/v1/page',
    summary: 'A page',
    roles: 'public',
    success: { status: 200, body: z.string(), contentType: 'text/html' },
    errors: [],
  },
} as const satisfies Routes;

type Make = (input: { body: { name: string } }, context: Context) => Promise<{ id: string }>;

function apiWith(make: Make, deps: ApiDeps = {}) {
  const handlers = {
    make,
    once: (_input: unknown, { idempotencyKey: once }: Context) =>
      Promise.resolve({ key: once !== undefined }),
    page: () => Promise.resolve('<p>hello</p>'),
  };
  return caller(routes, createApi('things', routes, handlers, { clock: stoppedClock(), ...deps }));
}
const agent = { role: 'agent', id: 'agent-1' } as const;
const call = (over: Call = {}): Call => ({ body: { name: 'x' }, as: agent, ...over });
const keyed = (key: string, over: Call = {}) => call({ headers: { 'idempotency-key': key }, ...over });
const refused = (error: unknown) =>
  apiWith(async () => {
    throw error;
  });

describe('an operation', () => {
  it('receives parsed input, the actor, the time and the correlation id, and its answer is the body', async () => {
    let seen: unknown;
    const api = apiWith((input, { actor, now, correlationId }) => {
      seen = { input, actor, now, correlationId };
      return Promise.resolve({ id: 'thing-1' });
    });
    const answer = await api('make', call({ headers: { 'x-correlation-id': 'corr-1' } }));
    expect(answer).toMatchObject({
      status: 201,
      body: { id: 'thing-1' },
      headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    });
    expect(seen).toMatchObject({
      input: { body: { name: 'x' }, params: undefined, query: undefined },
      actor: agent,
      now: new Date(NOON),
      correlationId: 'corr-1',
    });
  });

  it('answers only what its contract names', async () => {
    const answer = await apiWith(() => Promise.resolve({ id: 'a', secret: 'b' } as { id: string }))(
      'make',
      call(),
    );
    expect(answer.body).toEqual({ id: 'a' });
  });

  it('that does not exist is a 404', async () => {
    const event = { ...eventOf(routes.page, {}), routeKey: 'GET /v1/nothing' };
    const handler = createApi('things', {}, {});
    const answer = await handler(event, {} as LambdaContext);
    expect(answer.statusCode).toBe(404);
    expect(JSON.parse(answer.body ?? '')).toMatchObject({ code: 'route.unknown' });
  });

  it.each([
    ['/v1/tickets', 'TRACE', 405, 'GET, POST'],
    ['/v1/tickets/tkt_1', 'POST', 405, 'GET, PATCH'],
    ['/v1/tickets/export', 'HEAD', 405, 'GET'],
    ['/v1/tickets', 'GET', 404, undefined],
    ['/v1/tickets/', 'GET', 404, undefined],
    ['/v1/nothing', 'GET', 404, undefined],
    ['/', 'GET', 404, undefined],
    ['/constructor', 'GET', 404, undefined],
  ])('that no route matches is a problem: %s by %s is %d', async (path, method, status, allow) => {
    const paths = {
      '/v1/tickets': { get: {}, post: {} },
      '/v1/tickets/{ticketId}': { patch: {}, get: {} },
      '/v1/tickets/export': { get: {} },
    };
    const event = eventOf(routes.page, {});
    Object.assign(event.requestContext.http, { method, path });
    const answer = await createApi(
      'openapi',
      {},
      {},
      { paths },
    )({ ...event, routeKey: '$default' }, {} as LambdaContext);
    expect(answer).toMatchObject({
      statusCode: status,
      headers: { 'content-type': 'application/problem+json', 'x-content-type-options': 'nosniff' },
    });
    expect(answer.headers?.allow).toBe(allow);
    expect(JSON.parse(answer.body ?? '')).toMatchObject({
      code: status === 405 ? 'route.method_not_allowed' : 'route.unknown',
    });
  });

  it('always answers with the headers that prevent type guessing, embedding and plain HTTP', async () => {
    const api = apiWith(() => Promise.resolve({ id: 'x' }));
    const answers = await Promise.all([
      api('make', call()),
      api('make', call({ raw: '{' })),
      api('make', call({ claims: {} })),
      api('page'),
      refused(new Error('x'))('make', call()),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([201, 400, 401, 200, 500]);
    for (const { headers } of answers)
      expect(headers).toMatchObject({
        'strict-transport-security': 'max-age=31536000',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
      });
  });

  it('without a caller is a 401 that names the required token', async () => {
    const answer = await apiWith(() => Promise.resolve({ id: 'x' }))('make', call({ claims: {} }));
    expect(answer).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': 'Bearer', 'content-type': 'application/problem+json' },
    });
  });

  it('accepts no correlation id that could be anything else', async () => {
    for (const sent of ['x'.repeat(65), 'a b', 'a\nb', '"', '']) {
      const answer = await refused(new Error('x'))('make', call({ headers: { 'x-correlation-id': sent } }));
      expect(answer.body.correlationId).toMatch(/^req-\d+$/);
    }
  });
});

describe('a failure', () => {
  it('caused by a refusal is answered as a problem with its code', async () => {
    const answer = await refused(ticketError('ticket.not_found'))('make', call());
    expect(answer).toMatchObject({
      status: 404,
      headers: { 'content-type': 'application/problem+json' },
      body: { code: 'ticket.not_found', type: 'urn:rapport:problem:ticket.not_found' },
    });
  });

  it('caused by a bug is a generic 500, and its text is neither in the answer nor in the log', async () => {
    const broken = z.safeParse(z.object({ stored: z.string() }), { stored: 1 }).error;
    for (const error of [
      new Error('secret ada@example.org'),
      broken,
      'secret',
      undefined,
      Object.assign(new Error('secret'), { status: 404, statusCode: 404 }),
    ]) {
      let answer: unknown;
      const lines = await logLinesOf(async () => {
        answer = await refused(error)('make', call());
      });
      expect(answer).toMatchObject({
        status: 500,
        body: { code: 'internal.failure', detail: 'Something went wrong on our side.' },
      });
      expect(JSON.stringify([answer, lines])).not.toMatch(/secret|stored/);
      expect(lines[0]).toMatch(/"level":"error".*"status":500/);
    }
  });

  it('of the answer to fit its contract is a 500, not a partial answer', async () => {
    const answer = await apiWith(() => Promise.resolve({ id: 7 } as unknown as { id: string }))(
      'make',
      call(),
    );
    expect(answer).toMatchObject({ status: 500, body: { code: 'internal.failure' } });
  });
});

describe('Idempotency-Key', () => {
  it('gives the operation the same ids again for the same caller, operation and key', async () => {
    const ids: string[] = [];
    const api = apiWith((_input, context) => {
      ids.push(context.ids.next('ticket'));
      return Promise.resolve({ id: 'x' });
    });
    await api('make', keyed('k'));
    await api('make', keyed('k', { body: { name: 'other' } }));
    await api('make', keyed('other'));
    await api('make', keyed('k', { as: { role: 'agent', id: 'agent-2' } }));
    await api('make', keyed('k', { as: { role: 'lead', id: 'agent-1' } }));
    await api('make', call());
    expect(ids[1]).toBe(ids[0]);
    expect(new Set(ids).size).toBe(5);
  });

  it('is accepted with 128 characters and rejected if it is empty, longer or contains a space', async () => {
    const api = apiWith(() => Promise.resolve({ id: 'x' }));
    expect((await api('make', keyed('k'.repeat(128)))).status).toBe(201);
    for (const key of ['', 'k'.repeat(129), 'a b', 'é', 'a\u0000']) {
      expect(await api('make', keyed(key))).toMatchObject({
        status: 400,
        body: { errors: [{ path: 'header.idempotency-key' }] },
      });
    }
  });

  it('is ignored by an operation that is idempotent by nature', async () => {
    const api = apiWith(() => Promise.resolve({ id: 'x' }));
    expect(
      (await api('once', { body: {}, as: agent, headers: { 'idempotency-key': 'k'.repeat(200) } })).body,
    ).toEqual({ key: false });
  });

  it('of an answered request gives the first answer and marks it as a replay', async () => {
    const api = apiWith((_input, context) => {
      context.idempotencyKey?.onReplay?.();
      return Promise.resolve({ id: 'first' });
    });
    expect(await api('make', keyed('k'))).toMatchObject({
      status: 201,
      body: { id: 'first' },
      headers: { 'idempotency-replayed': 'true' },
    });
  });

  it('with another body is a 422', async () => {
    expect(await refused(platformError('idempotency.key_reused'))('make', keyed('k'))).toMatchObject({
      status: 422,
    });
  });

  it('turns a refusal that the first attempt caused into the first answer', async () => {
    let hash = '';
    const api = apiWith(
      (_input, context) => {
        hash = context.idempotencyKey?.bodyHash ?? '';
        return Promise.reject(platformError('version.stale'));
      },
      { readMarker: () => Promise.resolve({ bodyHash: hash, answer: { id: 'first' } }) },
    );
    expect(await api('make', keyed('k'))).toMatchObject({
      status: 201,
      body: { id: 'first' },
      headers: { 'idempotency-replayed': 'true' },
    });
  });

  it('keeps a refusal if nothing was answered before, and reads no marker without a key', async () => {
    const stale = () => Promise.reject(platformError('version.stale'));
    const asked: string[] = [];
    const readMarker = (digest: string) => {
      asked.push(digest);
      return Promise.resolve(undefined);
    };
    expect((await apiWith(stale, { readMarker })('make', keyed('k'))).status).toBe(409);
    expect((await apiWith(stale, { readMarker })('make', call())).status).toBe(409);
    expect(asked).toHaveLength(1);
  });

  it('with another body than the first is a 422 even if a rule refused first', async () => {
    const readMarker = () => Promise.resolve({ bodyHash: 'other', answer: { id: 'first' } });
    const api = apiWith(() => Promise.reject(platformError('version.stale')), { readMarker });
    expect(await api('make', keyed('k'))).toMatchObject({
      status: 422,
      body: { code: 'idempotency.key_reused' },
    });
  });
});

describe('a page', () => {
  it('may run no script, cannot be framed and is not cached', async () => {
    const { headers, text } = await apiWith(() => Promise.resolve({ id: 'x' }))('page');
    expect(text).toBe('<p>hello</p>');
    expect(headers['content-security-policy']).toContain("script-src 'none'");
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
    });
  });
});

describe('the log of a request', () => {
  it('is one line with operation, status, time and correlation id, and nothing that was sent', async () => {
    const lines = await logLinesOf(() =>
      apiWith(() => Promise.resolve({ id: 'answered' }))('make', call({ body: { name: 'Ada Lovelace' } })),
    );
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      op: 'make',
      status: 201,
      ms: expect.any(Number),
      corr: expect.any(String),
      faults: 0,
    });
    expect(lines[0]).not.toMatch(/Ada|answered/);
    expect(Buffer.byteLength(lines[0] ?? '')).toBeLessThanOrEqual(600);
  });
});

describe('a route of the table', () => {
  it('rejects unknown fields in its body with their path', async () => {
    const withBody = operations.filter(({ route }) => route.body);
    for (const { routes: table, name, route } of withBody) {
      const role = route.roles === 'public' ? 'agent' : (route.roles[0] as Role);
      const params = Object.fromEntries(
        [...route.path.matchAll(/\{(\w+)\}/g)].map(([, place = '']) => [place, sampleOf(place)]),
      );
      const { status, body } = await guarded(table)(name, {
        params,
        body: { surprise: 1 },
        as: { role, id: role === 'customer' ? `cus_${ULID}` : 'x' },
      });
      expect([name, status]).toEqual([name, 400]);
      expect(
        (body.errors as { path: string; message: string }[]).filter(({ path }) => path === 'body.surprise'),
      ).toEqual([{ path: 'body.surprise', message: 'is unknown' }]);
    }
  });
});

const ULID = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const sampleOf = (place: string) =>
  ({
    customerId: `cus_${ULID}`,
    ticketId: `tkt_${ULID}`,
    messageId: `evt_${ULID}`,
    agentId: 'agent-1',
    token: 'x'.repeat(30),
    mailId: ULID,
    promiseId: `prm_${ULID}`,
    role: 'agent',
    grantId: `grt_${ULID}`,
    approvalId: `apr_${ULID}`,
    incidentId: `inc_${ULID}`,
    runId: `mrn_${ULID}`,
  })[place] ?? 'x';
