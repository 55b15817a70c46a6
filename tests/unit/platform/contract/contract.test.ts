import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { type ErrorCode, errorCatalogue, routeTable } from '../../../../functions/capabilities.ts';
import { audienceOf, type Route, routeKeyOf } from '../../../../functions/platform/contract/route.ts';
import { openApi } from '../../../../tools/openapi/write-openapi.ts';

const routes = Object.values(routeTable).flatMap((table) =>
  Object.entries(table as Record<string, Route<ErrorCode>>).map(([name, route]) => ({ name, route })),
);
const bare: Route = {
  method: 'GET',
  path: '/v1/x',
  summary: 'x',
  roles: ['agent'],
  success: { status: 200, body: z.object({}) },
  errors: [],
};

interface Operation {
  operationId: string;
  security: Record<string, unknown>[];
  'x-roles'?: string[];
  parameters: { name: string; in: string; required: boolean; schema: Record<string, unknown> }[];
  requestBody?: { content: Record<string, { schema: Record<string, unknown> }> };
  responses: Record<
    string,
    { description: string; content: Record<string, { schema: Record<string, unknown> }> }
  >;
}
const document = openApi();
const operationOf = ({ path, method }: Route): Operation => {
  const operation = document.paths[path]?.[method.toLowerCase()];
  const { parameters = [], responses, ...rest } = operation as Operation;
  const resolved = Object.entries(responses).map(([status, response]) => [status, resolve(response)]);
  return { ...rest, parameters: parameters.map(resolve), responses: Object.fromEntries(resolved) };
};

/** Returns the target of a reference, with the fields beside it. */
function resolve<T extends object>(value: T): T {
  const { $ref, ...rest } = value as T & { $ref?: string };
  if ($ref === undefined) return value;
  const target = $ref
    .slice('#/'.length)
    .split('/')
    .reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], document);
  return { ...(target as T), ...rest };
}

describe('the audience of a route', () => {
  it('is staff or customers, never both', () => {
    expect(audienceOf({ ...bare, roles: ['agent', 'service'] })).toBe('staff');
    expect(audienceOf({ ...bare, roles: ['customer'] })).toBe('customer');
    expect(audienceOf({ ...bare, roles: 'public' })).toBe('public');
    expect(() => audienceOf({ ...bare, roles: ['agent', 'customer'] })).toThrow(
      'GET /v1/x mixes customers with staff',
    );
  });

  it('is never missing by mistake: a route without roles is rejected', () => {
    expect(() => audienceOf({ ...bare, roles: [] })).toThrow('GET /v1/x names no role');
  });
});

describe('the route table', () => {
  it('states every operation once: no two share a name or a route key', () => {
    expect(new Set(routes.map(({ name }) => name)).size).toBe(routes.length);
    expect(new Set(routes.map(({ route }) => routeKeyOf(route))).size).toBe(routes.length);
  });

  for (const { name, route } of routes) {
    it(`gives ${name} an audience, a parameter for each placeholder in its path and a body only where allowed`, () => {
      expect(() => audienceOf(route)).not.toThrow();
      const places = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, place]) => place);
      const named = operationOf(route).parameters.filter((parameter) => parameter.in === 'path');
      expect(named.map((parameter) => parameter.name)).toEqual(places);
      expect(route.body !== undefined).toBe(['POST', 'PUT', 'PATCH'].includes(route.method));
    });
  }

  for (const { name, route } of routes.filter((entry) => entry.route.method === 'POST')) {
    it(`makes ${name} idempotent, by Idempotency-Key or by its own input`, () => {
      const takesKey = operationOf(route).parameters.some(
        (parameter) => parameter.name === 'Idempotency-Key',
      );
      expect(takesKey).toBe(route.idempotency !== 'natural');
    });
  }

  it('marks as natural only operations whose input names what may happen once, or that write nothing', () => {
    const natural = routes.filter(({ route }) => route.idempotency === 'natural').map(({ name }) => name);
    expect(natural).toEqual([
      'ingestEvents',
      'linkTickets',
      'previewMacro',
      'simulateRouting',
      'answerSurvey',
    ]);
  });

  it('has no public route except the survey links and the OpenAPI document', () => {
    const open = routes.filter(({ route }) => route.roles === 'public').map(({ name }) => name);
    expect(open).toEqual(['showSurvey', 'answerSurvey', 'getOpenApi']);
  });
});

describe('the OpenAPI document', () => {
  it('contains exactly the operations of the route table', () => {
    const listed = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, operation]) => `${method.toUpperCase()} ${path} ${(operation as Operation).operationId}`,
      ),
    );
    expect(listed.toSorted()).toEqual(
      routes.map(({ name, route }) => `${routeKeyOf(route)} ${name}`).toSorted(),
    );
  });

  it('has no dangling reference', () => {
    const found: string[] = [];
    JSON.stringify(document, (key, value: unknown) => {
      if (key === '$ref') found.push(String(value));
      return value;
    });
    expect(found.length).toBeGreaterThan(0);
    for (const $ref of new Set(found)) expect(Object.keys(resolve({ $ref }))).not.toEqual([]);
  });

  it('describes an idempotency key, and its pattern accepts every valid one', () => {
    const { schema } =
      operationOf(routeTable.tickets.openTicket).parameters.find(
        (parameter) => parameter.name === 'Idempotency-Key',
      ) ?? {};
    const pattern = new RegExp(String(schema?.pattern));
    for (const key of ['k', '!~', 'k'.repeat(128)]) expect(pattern.test(key)).toBe(true);
    for (const key of ['', 'a b', 'é', 'k'.repeat(129)]) expect(pattern.test(key)).toBe(false);
  });

  it('says that refusals by the gateway itself are not problem documents', () => {
    const { responses } = operationOf(routeTable.tickets.openTicket);
    for (const status of ['401', '429'])
      expect(Object.keys(responses[status]?.content ?? {})).toEqual([
        'application/problem+json',
        'application/json',
      ]);
    expect(responses).toMatchObject({
      401: { headers: { 'WWW-Authenticate': {} } },
      429: { headers: { 'Retry-After': {} } },
    });
    expect(Object.keys(responses[503]?.content ?? {})).toEqual(['application/json']);
  });

  for (const { name, route } of routes) {
    it(`lists for ${name} its callers, its answer and every error with its code`, () => {
      const operation = operationOf(route);
      const audience = audienceOf(route);
      expect(operation.security).toEqual(audience === 'public' ? [] : [{ [audience]: [] }]);
      expect(operation['x-roles']).toEqual(audience === 'public' ? undefined : route.roles);
      expect(operation.responses).toHaveProperty(String(route.success.status));
      for (const code of [...route.errors, 'internal.failure'] as const) {
        expect(operation.responses[errorCatalogue[code].status]?.description).toContain(`\`${code}\``);
      }
    });

    it(`gives ${name} meaningful schemas`, () => {
      const { requestBody, responses, parameters } = operationOf(route);
      const bodies = [requestBody, responses[route.success.status]].flatMap((part) =>
        Object.values(part?.content ?? {}),
      );
      expect(bodies.map(({ schema }) => resolve(schema).type)).not.toContain(undefined);
      expect(parameters.filter(({ schema }) => Object.keys(schema).length === 0)).toEqual([]);
    });
  }
});
