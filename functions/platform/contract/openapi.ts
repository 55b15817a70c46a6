// The route table as an OpenAPI 3.1 document. Made when the bundles are built; nothing of it runs in a request.
import * as z from 'zod/mini';
import { SERVICE_SCOPE, scopeOf } from '../auth/scopes.ts';
import type { ErrorCatalogue, ErrorDefinition, platformErrors } from '../errors.ts';
import { ownProperty } from '../own-property.ts';
import { datePattern, instantPattern } from './fields.ts';
import { idempotencyKeyPattern } from './idempotency-key.ts';
import { audienceOf, type Route, type Routes, type Schema } from './route.ts';
import { IF_MATCH_PATTERN } from './version.ts';

/** Errors that every operation can answer, beside its own. */
function commonErrors(route: Route): (keyof typeof platformErrors)[] {
  return [
    'request.invalid',
    // On a stage with a domain, of a call that goes around it.
    'request.direct_call',
    ...(route.roles === 'public' ? [] : (['auth.unauthenticated', 'auth.forbidden'] as const)),
    ...(route.body ? (['request.malformed_json', 'request.too_large', 'request.media_type'] as const) : []),
    ...(route.method === 'GET' ? [] : (['item.too_large', 'event.too_large'] as const)),
    ...(takesIdempotencyKey(route) ? (['idempotency.key_reused'] as const) : []),
    ...(route.precondition ? (['version.stale', 'version.mismatch', 'write.contended'] as const) : []),
    ...(route.precondition && route.precondition !== 'optional' ? (['version.missing'] as const) : []),
    'internal.failure',
  ];
}

const takesIdempotencyKey = (route: Route) => route.method === 'POST' && route.idempotency !== 'natural';

/** A schema of a route as JSON Schema 2020-12, with the bounds of records and the formats of times. */
export function jsonSchema(schema: Schema, io: 'input' | 'output') {
  const { $schema: _schema, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    reused: 'inline',
    override: ({ zodSchema, jsonSchema: written }) => {
      Object.assign(written, maxPropertiesOf(zodSchema));
      const format = formats.get(written.pattern);
      if (format !== undefined) written.format = format;
    },
  });
  return rest;
}

const formats = new Map<unknown, string>([
  [instantPattern.source, 'date-time'],
  [datePattern.source, 'date'],
]);

/** What `maxEntries` says, which JSON Schema is not told otherwise. */
function maxPropertiesOf(schema: z.core.$ZodType): object {
  const checks = (schema._zod.def as z.core.$ZodTypeDef & { checks?: z.core.$ZodCheck[] }).checks ?? [];
  const defs = checks.map(({ _zod }) => _zod.def as { params?: { maxProperties?: number } });
  const { maxProperties } = defs.find(({ params }) => params?.maxProperties !== undefined)?.params ?? {};
  return maxProperties === undefined ? {} : { maxProperties };
}

/** Returns the whole API, by capability. `errors` has every code that a route names. */
export function openApiDocument(
  table: Readonly<Record<string, Routes>>,
  errors: ErrorCatalogue,
  version: string,
) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [tag, routes] of Object.entries(table)) {
    for (const [operationId, route] of Object.entries(routes)) {
      paths[route.path] = {
        ...paths[route.path],
        [route.method.toLowerCase()]: operation(tag, operationId, route, errors),
      };
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rapport',
      version,
      description: 'Customer relations: customers, tickets, routing, outreach, feedback, metrics.',
    },
    tags: Object.keys(table).map((name) => ({ name })),
    paths,
    components: {
      securitySchemes,
      schemas: { Problem: problemSchema(errors), GatewayMessage: gatewayMessageSchema },
      headers: answerHeaders,
      responses: {
        TooManyRequests: answeredByTheGateway('Too many requests at once'),
        Unavailable: answeredByTheGateway('No function answered in time; what was asked may have been done'),
      },
    },
  };
}

function operation(tag: string, operationId: string, route: Route, errors: ErrorCatalogue) {
  const { success } = route;
  const audience = audienceOf(route);
  return {
    tags: [tag],
    operationId,
    summary: route.summary,
    ...(audience === 'public'
      ? { security: [] }
      : { security: [{ [audience]: [] }], 'x-roles': route.roles, ...scopesOf(tag, route) }),
    parameters: [
      ...parametersOf(route.params, 'path'),
      ...parametersOf(route.query, 'query'),
      ...(takesIdempotencyKey(route) ? [idempotencyKey] : []),
      ...(route.precondition ? [ifMatch] : []),
    ],
    ...(route.body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: requestSchema(route, route.body) } },
          },
        }
      : {}),
    responses: {
      [success.status]: {
        description: route.summary,
        ...headersOf(route),
        content: {
          [success.contentType ?? 'application/json']: { schema: bodySchema(success) },
        },
      },
      ...gatewayAnswers,
      ...problems([...route.errors, ...commonErrors(route)], errors),
    },
  };
}

/** The version that an update was made on stands beside what the route's own schema knows. */
function requestSchema({ precondition }: Route, body: Schema) {
  const schema = jsonSchema(body, 'input') as { properties?: Record<string, unknown> };
  return precondition ? { ...schema, properties: { version: versionSchema, ...schema.properties } } : schema;
}

/** Any one of these lets a machine client in. */
const scopesOf = (capability: string, { method, roles }: Route) =>
  roles.includes('service') ? { 'x-scopes': [scopeOf(capability, method), SERVICE_SCOPE] } : {};

function bodySchema({ body, contentType }: Route['success']) {
  return contentType === 'text/csv' ? { type: 'string' } : jsonSchema(body, 'output');
}

function parametersOf(schema: Schema | undefined, where: 'path' | 'query') {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
    properties?: Record<string, object>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }));
}

const headerRef = (name: keyof typeof answerHeaders) => ({ $ref: `#/components/headers/${name}` });

function headersOf(route: Route) {
  const headers = {
    ...(takesIdempotencyKey(route) ? { 'Idempotency-Replayed': headerRef('IdempotencyReplayed') } : {}),
    ...(route.success.contentType === 'text/csv' ? { 'Rapport-Next': headerRef('RapportNext') } : {}),
    ...(route.etag ? { ETag: etagHeader } : {}),
  };
  return Object.keys(headers).length > 0 ? { headers } : {};
}

const json = (name: 'Problem' | 'GatewayMessage') => ({ schema: { $ref: `#/components/schemas/${name}` } });

/**
 * What the gateway answers by itself, before a function of ours is asked or in its place: it cannot be told to write
 * problems (docs/adr/0034).
 */
const gatewayAnswers = {
  429: { $ref: '#/components/responses/TooManyRequests' },
  503: { $ref: '#/components/responses/Unavailable' },
};
const answeredByTheGateway = (description: string) => ({
  description,
  content: { 'application/json': json('GatewayMessage') },
});

/** Statuses that may be a problem of ours, or the gateway's own answer. */
const alsoOfTheGateway = new Set([401, 413, 429, 500]);

/** One response for each status, naming the codes that can stand in it. */
function problems(codes: readonly string[], errors: ErrorCatalogue) {
  const known = [...new Set(codes)].map((code) => ({ code, ...requireError(errors, code) }));
  const byStatus = Map.groupBy(known, ({ status }) => status);
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      status,
      {
        description: group.map(({ code, title }) => `\`${code}\`: ${title}`).join(' '),
        ...refusalHeaders(status),
        content: {
          'application/problem+json': json('Problem'),
          ...(alsoOfTheGateway.has(status) ? { 'application/json': json('GatewayMessage') } : {}),
        },
      },
    ]),
  );
}

function requireError(errors: ErrorCatalogue, code: string): ErrorDefinition {
  const error = ownProperty(errors, code);
  if (!error) throw new Error(`no capability has the error code ${code}`);
  return error;
}

function refusalHeaders(status: number) {
  if (status === 401) return { headers: { 'WWW-Authenticate': headerRef('WwwAuthenticate') } };
  return status === 429 ? { headers: { 'Retry-After': headerRef('RetryAfter') } } : {};
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'The same key and body gives the same answer again; another body gives 422. Kept for 24 hours.',
  schema: { type: 'string', minLength: 1, maxLength: 128, pattern: idempotencyKeyPattern.source },
};

const versionSchema = {
  type: 'integer',
  minimum: 0,
  maximum: 1e15,
  description: 'The version that was read; If-Match may say it instead.',
};

const ifMatch = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description:
    'The ETag of what was read, or * for whatever there is; instead of version in the body. Another one by now gives 412.',
  schema: { type: 'string', pattern: IF_MATCH_PATTERN },
};

const etagHeader = {
  description: 'The version in quotes, to be sent as If-Match with an update.',
  schema: { type: 'string' },
};

const jwt = (description: string) => ({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description });
const securitySchemes = {
  staff: jwt(
    'An access token of the staff user pool: agents, leads, admins, and machine clients with one of `x-scopes`',
  ),
  customer: jwt('A token of the customers’ issuer; its subject is the customer’s id'),
};

const header = (description: string, schema: object, required = false) => ({ description, required, schema });
const answerHeaders = {
  IdempotencyReplayed: header('The first answer to this key, again', { type: 'string', enum: ['true'] }),
  RapportNext: header('The cursor of the following part; absent on the last', { type: 'string' }),
  RetryAfter: header('Seconds until the quota is free again; absent from the gateway’s own answer', {
    type: 'string',
    pattern: '^[0-9]+$',
  }),
  WwwAuthenticate: header('What kind of token is asked for', { type: 'string' }, true),
};

const gatewayMessageSchema = {
  type: 'object',
  description: 'An answer of the gateway itself, such as to a request without a valid token',
  required: ['message'],
  properties: { message: { type: 'string' } },
};

const problemSchema = (errors: ErrorCatalogue) => ({
  type: 'object',
  description: 'RFC 9457 problem details',
  required: ['type', 'title', 'status', 'code', 'detail', 'correlationId'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(errors) },
    detail: { type: 'string' },
    correlationId: { type: 'string' },
    errors: {
      type: 'array',
      items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } },
    },
  },
});
