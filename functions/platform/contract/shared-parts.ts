// Collects the parameters and refusals that many operations of the OpenAPI document share: each
// appears once under `components`.
import type { ErrorCatalogue, ErrorDefinition } from '../errors.ts';
import { ownProperty } from '../own-property.ts';

export const ref = (kind: 'schemas' | 'parameters' | 'responses' | 'headers', name: string) => ({
  $ref: `#/components/${kind}/${name}`,
});

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  description?: string;
  schema: object;
}

/**
 * Names each parameter that occurs more than once: `If-Match` becomes `IfMatch`. Of two parameters with the
 * same name, the more frequent one gets it.
 */
export function sharedParameters(all: readonly Parameter[]) {
  const components = new Map<string, Parameter>();
  const names = new Map<string, string>();
  for (const [json, uses] of mostFrequentFirst(all, (parameter) => JSON.stringify(parameter))) {
    const [parameter] = uses;
    const name = parameter.name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
    if (uses.length === 1 || components.has(name)) continue;
    components.set(name, parameter);
    names.set(json, name);
  }
  const refer = (parameter: Parameter) => {
    const name = names.get(JSON.stringify(parameter));
    return name === undefined ? parameter : ref('parameters', name);
  };
  return { components: Object.fromEntries(components), refer };
}

/** The name of the response for each status. */
const responses = new Map(
  Object.entries({
    400: 'BadRequest',
    401: 'Unauthorized',
    403: 'Forbidden',
    404: 'NotFound',
    409: 'Conflict',
    410: 'Gone',
    412: 'PreconditionFailed',
    413: 'ContentTooLarge',
    415: 'UnsupportedMediaType',
    422: 'UnprocessableContent',
    428: 'PreconditionRequired',
    429: 'TooManyRequests',
    500: 'InternalServerError',
    503: 'Unavailable',
  }),
);

/**
 * The statuses that API Gateway also answers itself, before or instead of calling a function. It cannot be
 * configured to send problem documents (docs/adr/0034).
 */
const alsoFromGateway = new Set([401, 413, 429, 500, 503]);
const onlyFromGateway = new Set([503]);
const gatewayRefusals: Readonly<Record<number, string>> = {
  429: 'You sent too many requests at once.',
  503: 'The request was not answered in time; it may have been carried out.',
};

export interface Refusal {
  status: number;
  /** Names the codes that can occur in it. */
  description: string;
}

/**
 * Returns one refusal for each status of the codes, and the gateway's own. Throws for a code that `errors`
 * does not contain.
 */
export function refusalsOf(codes: readonly string[], errors: ErrorCatalogue): Refusal[] {
  const known = [...new Set(codes)].map((code) => ({ code, ...requireError(errors, code) }));
  const described = [...Map.groupBy(known, ({ status }) => status)].map(([status, group]) => [
    status,
    group.map(({ code, title }) => `\`${code}\`: ${title}`).join(' '),
  ]);
  const all: Record<string, string> = { ...gatewayRefusals, ...Object.fromEntries(described) };
  return Object.entries(all).map(([status, description]) => ({ status: Number(status), description }));
}

function requireError(errors: ErrorCatalogue, code: string): ErrorDefinition {
  const error = ownProperty(errors, code);
  if (!error) throw new Error(`no capability has the error code ${code}`);
  return error;
}

/**
 * Describes each status once, in its most frequent form; an operation with other codes describes
 * it beside its reference.
 */
export function sharedRefusals(all: readonly Refusal[]) {
  const usual = new Map(
    [...Map.groupBy(all, ({ status }) => status)].map(([status, uses]) => {
      const [first] = mostFrequentFirst(uses, ({ description }) => description);
      return [status, first?.[0] ?? ''] as const;
    }),
  );
  const components = Object.fromEntries(
    [...usual].map(([status, description]) => [
      nameOf(status),
      { description, ...headersOf(status), content: contentOf(status) },
    ]),
  );
  const refer = ({ status, description }: Refusal) =>
    [
      status,
      { ...ref('responses', nameOf(status)), ...(description === usual.get(status) ? {} : { description }) },
    ] as const;
  return { components, refer };
}

function nameOf(status: number): string {
  const name = responses.get(String(status));
  if (name === undefined)
    throw new Error(`The OpenAPI document has no name for responses of status ${status}`);
  return name;
}

function headersOf(status: number) {
  if (status === 401) return { headers: { 'WWW-Authenticate': ref('headers', 'WwwAuthenticate') } };
  return status === 429 ? { headers: { 'Retry-After': ref('headers', 'RetryAfter') } } : {};
}

const contentOf = (status: number) => ({
  ...(onlyFromGateway.has(status)
    ? {}
    : { 'application/problem+json': { schema: ref('schemas', 'Problem') } }),
  ...(alsoFromGateway.has(status)
    ? { 'application/json': { schema: ref('schemas', 'GatewayMessage') } }
    : {}),
});

const mostFrequentFirst = <T>(all: readonly T[], keyOf: (one: T) => string) =>
  [...Map.groupBy(all, keyOf)].toSorted(([, a], [, b]) => b.length - a.length) as [string, [T, ...T[]]][];
