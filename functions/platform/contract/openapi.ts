// Converts the route table to an OpenAPI 3.1 document while the bundles are built; none of this
// runs in a request.
import { STATUS_CODES } from 'node:http';
import type { ErrorCatalogue, platformErrors } from '../errors.ts';
import { idempotencyKeyPattern } from './idempotency-key.ts';
import { jsonSchema, namedSchemas, type SchemaNames } from './named-schemas.ts';
import { audienceOf, type Route, type Routes, type Schema } from './route.ts';
import { SERVICE_SCOPE, scopeOf } from './scopes.ts';
import { type Parameter, ref, refusalsOf, sharedParameters, sharedRefusals } from './shared-parts.ts';
import { IF_MATCH_PATTERN } from './version.ts';

/** Returns the errors that every operation can answer in addition to its own. */
function commonErrors(route: Route): (keyof typeof platformErrors)[] {
  return [
    'request.invalid',
    // Answered on a stage with a domain when a call bypasses CloudFront.
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

/**
 * Returns the OpenAPI document of the whole API by capability. `errors` contains every code that a route
 * names. `names` contains the names of schemas; a schema without a name is named after its operation.
 */
export function openApiDocument(
  table: Readonly<Record<string, Routes>>,
  errors: ErrorCatalogue,
  version: string,
  names: SchemaNames = new Map(),
) {
  const schemas = namedSchemas(names, ownSchemas(errors));
  const operations = Object.entries(table).flatMap(([tag, routes]) =>
    Object.entries(routes).map(([operationId, route]) => ({
      route,
      operation: operation(schemas, tag, operationId, route),
      parameters: parametersOf(route),
      refusals: refusalsOf([...route.errors, ...commonErrors(route)], errors),
    })),
  );
  const parameters = sharedParameters(operations.flatMap(({ parameters }) => parameters));
  const refusals = sharedRefusals(operations.flatMap(({ refusals }) => refusals));
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { route, operation, ...parts } of operations) {
    const { responses, ...rest } = operation;
    paths[route.path] = {
      ...paths[route.path],
      [route.method.toLowerCase()]: {
        ...rest,
        ...(parts.parameters.length > 0 ? { parameters: parts.parameters.map(parameters.refer) } : {}),
        responses: { ...responses, ...Object.fromEntries(parts.refusals.map(refusals.refer)) },
      },
    };
  }
  const resolved = schemas.resolve(paths);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rapport',
      version,
      description:
        'The API of a customer relations platform: customers, tickets, routing, outreach, feedback and metrics.',
    },
    tags: Object.keys(table).map((name) => ({ name })),
    paths: resolved.document,
    components: {
      securitySchemes,
      schemas: resolved.schemas,
      parameters: parameters.components,
      headers: answerHeaders,
      responses: refusals.components,
    },
  };
}

type NamedSchemas = ReturnType<typeof namedSchemas>;

function operation(schemas: NamedSchemas, tag: string, operationId: string, route: Route) {
  const { success, description, body, roles } = route;
  const audience = audienceOf(route);
  const name = operationId.replace(/^./, (letter) => letter.toUpperCase());
  return {
    tags: [tag],
    operationId,
    summary: route.summary,
    ...(description === undefined ? {} : { description }),
    ...(audience === 'public'
      ? { security: [] }
      : { security: [{ [audience]: [] }], 'x-roles': roles, ...scopesOf(tag, route) }),
    ...(body ? { requestBody: requestBody(schemas, route, body, `${name}Request`) } : {}),
    responses: {
      [success.status]: {
        description: STATUS_CODES[success.status] ?? 'OK',
        ...headersOf(route),
        content: {
          [success.contentType ?? 'application/json']: {
            schema: answerSchema(schemas, success, `${name}Result`),
          },
        },
      },
    },
  };
}

/** Adds the version that an update was made on to the fields of the route's own schema. */
function requestBody(schemas: NamedSchemas, { precondition }: Route, body: Schema, name: string) {
  const fields = precondition ? { version: ref('schemas', 'ExpectedVersion') } : {};
  const schema = schemas.refer(body, 'input', name, fields);
  return { required: true, content: { 'application/json': { schema } } };
}

/** Lists the scopes of which any one admits a machine client. */
const scopesOf = (capability: string, { method, roles }: Route) =>
  roles.includes('service') ? { 'x-scopes': [scopeOf(capability, method), SERVICE_SCOPE] } : {};

function answerSchema(schemas: NamedSchemas, { body, contentType }: Route['success'], name: string) {
  return contentType === 'text/csv' ? { type: 'string' } : schemas.refer(body, 'output', name);
}

const parametersOf = (route: Route): Parameter[] => [
  ...fieldsOf(route.params, 'path'),
  ...fieldsOf(route.query, 'query'),
  ...(takesIdempotencyKey(route) ? [idempotencyKey] : []),
  ...(route.precondition ? [ifMatch] : []),
];

function fieldsOf(schema: Schema | undefined, where: 'path' | 'query'): Parameter[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
    properties?: Record<string, object>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    ...descriptionOf(name),
    schema: property,
  }));
}

function headersOf(route: Route) {
  const headers = {
    ...(takesIdempotencyKey(route) ? { 'Idempotency-Replayed': ref('headers', 'IdempotencyReplayed') } : {}),
    ...(route.success.contentType === 'text/csv' ? { 'Rapport-Next': ref('headers', 'RapportNext') } : {}),
    ...(route.etag ? { ETag: ref('headers', 'ETag') } : {}),
  };
  return Object.keys(headers).length > 0 ? { headers } : {};
}

const descriptions = new Map([
  ['cursor', 'The `next` of the page before; absent for the first page.'],
  ['limit', 'The most entries to return.'],
]);
const descriptionOf = (name: string) => {
  const description = descriptions.get(name);
  return description === undefined ? {} : { description };
};

const idempotencyKey: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Repeating a request with the same key and body returns the first answer again; another body is refused with 422. Keys are kept for 24 hours.',
  schema: { type: 'string', minLength: 1, maxLength: 128, pattern: idempotencyKeyPattern.source },
};

const versionSchema = {
  type: 'integer',
  minimum: 0,
  maximum: 1e15,
  description: 'The version that you read. You can send it in If-Match instead.',
};

const ifMatch: Parameter = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description:
    'The ETag that you read, or * for any version. It replaces version in the body; an outdated ETag is refused with 412.',
  schema: { type: 'string', pattern: IF_MATCH_PATTERN },
};

const jwt = (description: string) => ({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description });
const securitySchemes = {
  staff: jwt(
    'An access token of the staff user pool, for agents, leads, admins, and machine clients with one of `x-scopes`.',
  ),
  customer: jwt('A token of the customer identity provider. Its subject is the customer ID.'),
};

const header = (description: string, schema: object, required = false) => ({ description, required, schema });
const answerHeaders = {
  ETag: header('The version in quotes. Send it as If-Match with an update.', { type: 'string' }),
  IdempotencyReplayed: header('The answer repeats the first answer to this key.', {
    type: 'string',
    enum: ['true'],
  }),
  RapportNext: header('The cursor of the next page; absent on the last page.', { type: 'string' }),
  RetryAfter: header('Seconds to wait before the next request; absent from answers of the gateway.', {
    type: 'string',
    pattern: '^[0-9]+$',
  }),
  WwwAuthenticate: header('The kind of token to send.', { type: 'string' }, true),
};

const gatewayMessageSchema = {
  type: 'object',
  description: 'An answer of the API gateway itself, for example to a request without a valid token.',
  required: ['message'],
  properties: { message: { type: 'string' } },
};

const problemSchema = (errors: ErrorCatalogue) => ({
  type: 'object',
  description: 'Problem details (RFC 9457).',
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

const ownSchemas = (errors: ErrorCatalogue) => ({
  ExpectedVersion: versionSchema,
  GatewayMessage: gatewayMessageSchema,
  Problem: problemSchema(errors),
});
