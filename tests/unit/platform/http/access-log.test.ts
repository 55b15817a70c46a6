// Tests what the access log contains of a request, and what it must never contain.
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { routeTable } from '../../../../functions/capabilities.ts';
import type { Role } from '../../../../functions/platform/contract/roles.ts';
import type { Route, Routes } from '../../../../functions/platform/contract/route.ts';
import { createApi } from '../../../../functions/platform/http/create-api.ts';
import { QuotaExceeded } from '../../../../functions/platform/quota/quota-exceeded.ts';
import { ticketError } from '../../../../functions/tickets/errors.ts';
import { stoppedClock } from '../../../support/context.ts';
import { type Call, caller, type Json } from '../../../support/http/call-api.ts';
import { logLinesOf } from '../../../support/quiet-logs.ts';

const TICKET = 'tkt_01JD0000000000000000000000';
const CUSTOMER = 'cus_01JD0000000000000000000000';
const OTHER = 'cus_01JDZZZZZZZZZZZZZZZZZZZZZZ';

const routes = {
  read: {
    method: 'GET',
    path: '/v1/things/{thingId}/of/{queueId}',
    summary: 'Read',
    roles: ['agent', 'lead'],
    params: z.strictObject({ thingId: z.string(), queueId: z.string() }),
    query: z.strictObject({
      email: z.optional(z.string()),
      customerId: z.optional(z.string()),
      q: z.optional(z.string()),
    }),
    success: { status: 200, body: z.any() },
    errors: [],
  },
  make: {
    method: 'POST',
    path: '/v1/things',
    summary: 'Make',
    roles: ['agent', 'service'],
    body: z.strictObject({ name: z.string() }),
    success: { status: 201, body: z.any() },
    errors: [],
  },
  show: {
    method: 'GET',
    path: '/v1/shown/{token}',
    summary: 'Show',
    roles: 'public',
    params: z.strictObject({ token: z.string() }),
    success: { status: 200, body: z.any() },
    errors: [],
  },
  mine: {
    method: 'GET',
    path: '/v1/me/things/{thingId}',
    summary: 'Mine',
    roles: ['customer'],
    params: z.strictObject({ thingId: z.string() }),
    success: { status: 200, body: z.any() },
    errors: [],
  },
} as const satisfies Routes;

const params = { thingId: TICKET, queueId: 'lamps' };

/** Returns the only line of a request whose handler answers `value` or throws it. */
async function lineOf(operation: keyof typeof routes, call: Call, value: unknown = {}): Promise<Json> {
  return JSON.parse(await textOf(operation, call, value));
}
async function textOf(operation: keyof typeof routes, call: Call, value: unknown = {}): Promise<string> {
  const run = () => (value instanceof Error ? Promise.reject(value) : Promise.resolve(value));
  const handlers = { read: run, make: run, show: run, mine: run };
  const api = caller(routes, createApi('things', routes, handlers as never, { clock: stoppedClock() }));
  const lines = await logLinesOf(() => api(operation, { as: { role: 'agent', id: 'agent-1' }, ...call }));
  expect(lines).toHaveLength(1);
  return lines[0] ?? '';
}

describe('a line of the access log', () => {
  it('names the caller, the role, the operation, the ids, the time, the outcome and the network', async () => {
    expect(await lineOf('read', { params, sourceIp: '203.0.113.77' })).toMatchObject({
      at: '2026-03-10T12:00:00.000Z',
      role: 'agent',
      by: 'agent-1',
      op: 'read',
      ids: `${TICKET} lamps`,
      status: 200,
      ip: '203.0.113.0/24',
      corr: expect.any(String),
    });
    const six = await lineOf('read', { params, sourceIp: '2001:db8:1:2:3:4:5:6' });
    expect(six.ip).toBe('2001:db8:1::/48');
  });

  it('is written for reads of what does not exist or belongs to others, with the outcome', async () => {
    const refused = ticketError('ticket.not_found');
    const as = { role: 'customer', id: OTHER } as const;
    expect(await lineOf('mine', { params: { thingId: TICKET }, as }, refused)).toMatchObject({
      role: 'customer',
      by: OTHER,
      ids: TICKET,
      status: 404,
      code: 'ticket.not_found',
    });
  });

  it('is written for a role without permission, with the requested ids', async () => {
    const line = await lineOf('read', { params, as: { role: 'service', id: 'bot' } });
    expect(line).toMatchObject({
      role: 'service',
      by: 'bot',
      ids: TICKET,
      status: 403,
      code: 'auth.forbidden',
    });
    const refusedLine = await lineOf('read', {
      params,
      claims: { sub: 'stranger', 'cognito:groups': '[guests]' },
    });
    expect(refusedLine).toMatchObject({ by: 'stranger', ids: TICKET, status: 403 });
    expect(refusedLine.role).toBeUndefined();
    expect(await lineOf('read', { params, claims: {} })).toMatchObject({ status: 401, ids: TICKET });
  });

  it('names the customer of a filtered list, of a search result and of a ticket', async () => {
    const filtered = await lineOf(
      'read',
      { params, query: { customerId: CUSTOMER } },
      { items: [{ id: OTHER }] },
    );
    expect(filtered.ids).toBe(`${TICKET} lamps ${CUSTOMER}`);
    const query = { email: 'ada@example.org' };
    expect((await lineOf('read', { params, query }, { id: CUSTOMER, name: 'Ada' })).ids).toContain(CUSTOMER);
    const thread = { ticket: { id: TICKET, customerId: CUSTOMER }, thread: {} };
    expect((await lineOf('read', { params, query }, thread)).ids).toBe(`${TICKET} lamps ${CUSTOMER}`);
    expect((await lineOf('make', { body: { name: 'Ada' } }, { id: TICKET })).ids).toBe(TICKET);
  });

  it('contains no address, name, search text, body, answer, token or header', async () => {
    const secrets = ['ada@example.org', 'Ada Lovelace', '+4915112345678', 'eyJhbGciOi.secret.token'];
    const answered = { name: secrets[1], email: secrets[0], phone: secrets[2], id: secrets[0] };
    const texts = [
      await textOf('read', { params, query: { email: secrets[0] ?? '', q: secrets[1] ?? '' } }, answered),
      await textOf('make', { body: { name: secrets[1] } }, answered),
      await textOf('make', { body: { name: 1, [secrets[0] ?? '']: secrets[2] } }),
      await textOf('make', { body: { name: 'x' } }, new Error(`cannot ${secrets.join(' ')}`)),
      await textOf('read', { params: { thingId: secrets[0] ?? '', queueId: secrets[2] ?? '' } }, answered),
      await textOf('mine', { params: { thingId: 'x' }, as: { role: 'customer', id: 'ada@example.org' } }),
      await textOf('show', { params: { token: secrets[3] ?? '' } }),
      await textOf('read', {
        params,
        headers: { 'x-correlation-id': 'ada@example.org', cookie: 'a=Lovelace' },
      }),
      await textOf('read', { params, claims: { sub: 's', email: 'ada@example.org' } }),
    ];
    for (const text of texts) expect(text).not.toMatch(/ada@|Ada|Lovelace|4915112345678|secret|192\.0\.2\.7/);
    expect(JSON.parse(texts[5] ?? '').by).toMatch(/^digest:\w{12}$/);
  });

  const everyRole: Role[] = ['agent', 'lead', 'admin', 'service', 'customer'];
  const operations = Object.values(routeTable).flatMap((table: Routes) =>
    Object.entries(table).map(([name, route]) => [name, route, table] as const),
  );
  it.each(operations)(
    'of %s is written for every role, and without one, within 0.6 KB',
    async (name, route, table) => {
      const refuse = () => Promise.reject(ticketError('ticket.complaint_open'));
      const handlers = Object.fromEntries(Object.keys(table).map((each) => [each, refuse]));
      const api = caller(table, createApi('things', table, handlers as never, { clock: stoppedClock() }));
      process.env.AWS_LAMBDA_FUNCTION_NAME = 'rapport-prod-intelligence-and-more';
      try {
        for (const role of everyRole) {
          const lines = await logLinesOf(() => api(name, longest(route, role)));
          expect(lines).toHaveLength(1);
          expect(Buffer.byteLength(lines[0] ?? '')).toBeLessThanOrEqual(600);
        }
      } finally {
        delete process.env.AWS_LAMBDA_FUNCTION_NAME;
      }
    },
  );

  it('has room for three ids and the longest of everything else, even for a failed request', async () => {
    process.env.AWS_LAMBDA_FUNCTION_NAME = 'rapport-prod-intelligence-and-more';
    try {
      const call = { ...longest(routes.read, 'agent'), query: { customerId: CUSTOMER } };
      const three = await textOf('read', call, { id: OTHER });
      expect(JSON.parse(three).ids.split(' ')).toHaveLength(3);
      expect(Buffer.byteLength(three)).toBeLessThanOrEqual(600);
      const over = await textOf('read', call, new QuotaExceeded('customer.messages', 'x', new Date()));
      expect(Buffer.byteLength(over)).toBeLessThanOrEqual(600);
      const failed = Object.assign(new Error('x'), { $metadata: { requestId: 'A'.repeat(52) } });
      failed.name = 'ProvisionedThroughputExceededException';
      // Rare, and whoever fixes it needs the place: half as long again.
      expect(Buffer.byteLength(await textOf('read', call, failed))).toBeLessThanOrEqual(900);
    } finally {
      delete process.env.AWS_LAMBDA_FUNCTION_NAME;
    }
  });

  /** Builds a request with the longest values that a well-meaning client sends. */
  function longest({ path }: Route, role: Role): Call {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, param]) => param ?? '');
    return {
      params: Object.fromEntries(names.map((param) => [param, TICKET])),
      headers: { 'x-correlation-id': crypto.randomUUID() },
      as: { role, id: crypto.randomUUID() },
      sourceIp: '2001:0db8:1111:2222:3333:4444:5555:6666',
    };
  }
});
