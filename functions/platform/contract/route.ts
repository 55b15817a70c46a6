// Defines the type with which each operation is stated, once. API Gateway routes, dispatch, role checks,
// validation of requests and answers, docs/openapi.json and the typed client all derive from it.
import type * as z from 'zod/mini';
import type { Role } from './roles.ts';
import type { ExpectedVersion } from './version.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type Schema = z.ZodMiniType;

/**
 * Names the JWT authoriser of a route. An HTTP API route can have only one issuer, so staff and customers
 * have separate paths.
 */
export type Audience = 'staff' | 'customer' | 'public';

/**
 * One operation. `Code` lists the error codes that it may name; functions/capabilities.ts allows those
 * that a capability defines.
 */
export interface Route<Code extends string = string> {
  method: Method;
  /** The path in API Gateway's syntax: `/v1/tickets/{ticketId}`. */
  path: `/${string}`;
  /** An imperative phrase of at most ten words. */
  summary: string;
  /** Sentences with the details that the summary leaves out. */
  description?: string;
  /** The roles that may call it, or `public` for routes that carry their own signed token. */
  roles: readonly Role[] | 'public';
  params?: Schema;
  query?: Schema;
  body?: Schema;
  success: {
    status: 200 | 201 | 202;
    body: Schema;
    /** `text/csv`: the answer is a `CsvPage`; its text is the body, its cursor the header `rapport-next`. */
    contentType?: 'application/json' | 'text/html' | 'text/csv';
    /** The inline scripts that a page may run, as `sha256-…`. */
    scriptHashes?: readonly string[];
  };
  /** The domain errors that this operation can answer, in addition to those that every operation can. */
  errors: readonly Code[];
  /**
   * POST requests accept `Idempotency-Key`. `natural` marks an operation that its own input makes idempotent
   * (each event of a batch by its sender's id, a survey answer by its token); it ignores the header.
   */
  idempotency?: 'natural';
  /** The path in the answer to the resource's version, which is also sent as `ETag`. */
  etag?: 'version' | `${string}.version`;
  /**
   * States how an update names the version that it was made on, as `version` in the body or as `If-Match`;
   * the handler receives it as `version`. `required`: 428 without one. `create`: without one it creates what
   * does not exist yet. `optional`: without one it accepts any version.
   */
  precondition?: 'required' | 'create' | 'optional';
  /**
   * Limits an expensive operation: the largest share, in percent, of the stage's requests per second that
   * this route may take. Customer routes and public routes have a default rate by audience.
   */
  ratePercent?: number;
}

export type Routes<Code extends string = string> = Readonly<Record<string, Route<Code>>>;

/** Returns the audience of a route. Throws at load when a route mixes customers with staff. */
export function audienceOf(route: Route): Audience {
  if (route.roles === 'public') return 'public';
  if (route.roles.length === 0) throw new Error(`${route.method} ${route.path} names no role`);
  const customers = route.roles.filter((role) => role === 'customer').length;
  if (customers > 0 && customers < route.roles.length)
    throw new Error(`${route.method} ${route.path} mixes customers with staff: give each a path`);
  return customers > 0 ? 'customer' : 'staff';
}

/**
 * The default rate of each audience, applied to each route by itself: it limits a flood on one operation. All
 * customer routes together may exceed the stage's rate; agents then still have the concurrency that is
 * reserved for them (docs/adr/0030).
 */
export const audiencePercent = { staff: undefined, customer: 20, public: 5 } as const;

/**
 * Returns the share of the stage's requests per second that a route may take, in
 * percent; undefined: no limit.
 */
export const ratePercentOf = (route: Route): number | undefined =>
  route.ratePercent ?? audiencePercent[audienceOf(route)];

/** Returns API Gateway's route key, which is also the key of dispatch: `GET /v1/tickets/{ticketId}`. */
export function routeKeyOf(route: Pick<Route, 'method' | 'path'>): string {
  return `${route.method} ${route.path}`;
}

type ParsedOf<S> = S extends Schema ? z.output<S> : undefined;

/** The input of a handler of route R: parsed values only, never the raw event. */
export interface InputOf<R extends Route> {
  params: ParsedOf<R['params']>;
  query: ParsedOf<R['query']>;
  body: ParsedOf<R['body']>;
  version: VersionOf<R['precondition']>;
}
type VersionOf<P> = P extends 'required'
  ? ExpectedVersion
  : P extends string
    ? ExpectedVersion | undefined
    : undefined;
export type OutputOf<R extends Route> = z.input<R['success']['body']>;
