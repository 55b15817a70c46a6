// Requests that no client of ours sends: each gets a clear refusal or its obvious meaning, and none is a 500.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routeTable } from '../../../functions/capabilities.ts';
import { createClient } from '../../../functions/platform/contract/client.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import type { TokenRole } from '../../../local/identity/issuer.ts';
import { type SeededIds, seedObjects } from '../../../tools/fuzz/seed.ts';
import { stoppedClock } from '../../support/context.ts';
import { type TestBucket, testBucket } from '../../support/files.ts';
import type { Json } from '../../support/http/call-api.ts';
import { openTestHttpApi, type TestHttpApi } from '../../support/http/http-api.ts';
import { freshTable } from '../../support/table/fresh-table.ts';

let table: Table;
let bucket: TestBucket;
let door: TestHttpApi;
let ids: SeededIds;
beforeAll(async () => {
  table = await freshTable();
  bucket = await testBucket();
  door = await openTestHttpApi(table, stoppedClock(), bucket.files);
  const as = (role: TokenRole, sub: string) =>
    createClient(routeTable, {
      baseUrl: 'https://door',
      token: () => door.token(role, sub),
      fetch: door.send,
    });
  ids = await seedObjects(as, 'ada');
});
afterAll(() => bucket?.stop());

interface Sent {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
}

async function send(path: string, { method = 'GET', headers = {}, body }: Sent = {}) {
  const answer = await door.send(`https://door${path}`, {
    method,
    headers: { authorization: `Bearer ${await door.token('admin', 'admin-1')}`, ...headers },
    ...(body === undefined ? {} : { body }),
  });
  const text = await answer.text();
  const json: Json = text.startsWith('{') ? JSON.parse(text) : undefined;
  return { status: answer.status, headers: answer.headers, code: json?.code, json };
}
const post = (path: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  send(path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
const limits = (body: string) =>
  send('/v1/spending-limits/roles/agent', {
    method: 'PUT',
    body,
    headers: { 'content-type': 'application/json' },
  });
const customer = (name: string) =>
  `{"name":"${name}","identities":{"externalId":"${name}-${Math.random().toString(36).slice(2)}"}}`;

describe('a path', () => {
  it.each(['%2F', '%00', '%', '%ZZ', '%c0%af', '..', '%2e%2e', 'tkt_', 'é', 'x'.repeat(5000)])(
    'with %s as an id is refused by its name or is unknown',
    async (id) => {
      const { status, code } = await send(`/v1/tickets/${id}`);
      expect([
        [400, 'request.invalid'],
        [404, 'route.unknown'],
      ]).toContainEqual([status, code]);
    },
  );

  it.each(['HEAD', 'DELETE', 'PUT', 'OPTIONS', 'PROPFIND'])(
    'that does not accept %s is a 405',
    async (method) => {
      const answer = await send(`/v1/tickets/${ids.ticketId}`, { method });
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, PATCH']);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
    },
  );
});

describe('a query', () => {
  it.each([
    ['limit=1&limit=2', 'query.limit'],
    ['limit=1,2', 'query.limit'],
    ['limit=1e1000', 'query.limit'],
    ['limit=Infinity', 'query.limit'],
    ['status=open&status=open', 'query.status'],
    ['sort[]=priority', 'query.sort[]'],
    ['=', 'query.'],
  ])('with %s is refused, and the parameter is named', async (query, path) => {
    const { status, json } = await send(`/v1/tickets?${query}`);
    expect(status).toBe(400);
    expect(json.errors.map((issue: { path: string }) => issue.path)).toContain(path);
  });

  it.each(['', 'x', 'eyJ9', 'bnVsbA', 'W10', '%00', 'eyJwayI6MX0'])(
    'with cursor %j is refused as an invalid cursor',
    async (cursor) => {
      const { status, code } = await send(`/v1/tickets?cursor=${cursor}`);
      expect([status, code]).toEqual([400, 'request.cursor_invalid']);
    },
  );
});

describe('a body', () => {
  it.each<[string, string | Uint8Array<ArrayBuffer>, string]>([
    ['no content', '', 'request.malformed_json'],
    ['a byte order mark', `\uFEFF${customer('bom')}`, 'request.malformed_json'],
    ['UTF-16', new Uint8Array(Buffer.from(customer('utf16'), 'utf16le')), 'request.malformed_json'],
    ['too many levels', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`, 'request.invalid'],
    ['too many bytes', `{"name":"${'x'.repeat(300_000)}"}`, 'request.too_large'],
    ['NaN', '{"name":NaN}', 'request.malformed_json'],
  ])('with %s is refused', async (_what, body, code) => {
    expect(await post('/v1/customers', body)).toMatchObject({ code });
  });

  it('that names a field twice keeps the last value', async () => {
    const { status, json } = await post('/v1/customers', customer('last').replace('{', '{"name":"first",'));
    expect([status, json.name]).toEqual([201, 'last']);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
  ])('of type %s is refused with the media type', async (type) => {
    const { status } = await post('/v1/customers', customer('typed'), { 'content-type': type });
    expect(status).toBe(415);
  });

  it.each(['9007199254740991', '9007199254740993', '1e300', '-1.8e308', '-1', '0.5'])(
    'with version %s of limits is refused, and the field is named',
    async (version) => {
      const { status, json } = await limits(`{"version":${version},"limits":[]}`);
      expect([status, json.errors[0].path]).toEqual([400, 'body.version']);
    },
  );

  it.each(['1e300', '-1.8e308', '9007199254740993', '1e-200'])(
    'with %s for a custom field is refused, and the field is named',
    async (number) => {
      const { json: read } = await send(`/v1/tickets/${ids.ticketId}`);
      const { status, json } = await send(`/v1/tickets/${ids.ticketId}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: `{"version":${read.ticket.version},"fields":{"colour":${number}}}`,
      });
      expect([status, json.errors[0].path]).toEqual([400, 'body.fields.colour']);
    },
  );

  it('with a promise that is due at the end of time is refused, and nothing is scheduled', async () => {
    const { status, json } = await post(
      `/v1/tickets/${ids.ticketId}/promises`,
      '{"text":"We call you.","dueAt":"9999-12-31T23:59:59-12:00"}',
    );
    expect([status, json.errors[0].path]).toEqual([400, 'body.dueAt']);
  });
});

describe('a header', () => {
  it.each(['text/xml', 'image/png', 'application/json;q=0'])(
    'Accept: %s is still answered with JSON',
    async (accept) => {
      const { status, headers } = await send(`/v1/tickets/${ids.ticketId}`, { headers: { accept } });
      expect([status, headers.get('content-type')]).toEqual([200, 'application/json']);
    },
  );

  it('of 60 KB changes nothing', async () => {
    const answer = await send(`/v1/tickets/${ids.ticketId}`, { headers: { 'x-long': 'x'.repeat(60_000) } });
    expect(answer.status).toBe(200);
  });

  it('Idempotency-Key is refused if it occurs twice', async () => {
    const { status, json } = await post('/v1/customers', customer('twice'), { 'idempotency-key': 'a, a' });
    expect([status, json.errors[0].path]).toEqual([400, 'header.idempotency-key']);
  });

  it('Idempotency-Key gives the first answer to the same body with its fields reordered', async () => {
    const first = '{"name":"Order","identities":{"email":"order@example.org","externalId":"order"}}';
    const second = '{ "identities": {"externalId":"order","email":"order@example.org"}, "name": "Order" }';
    const key = { 'idempotency-key': 'reordered' };
    const made = await post('/v1/customers', first, key);
    const again = await post('/v1/customers', second, key);
    expect([made.status, again.status, again.json]).toEqual([201, 201, made.json]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
  });
});
