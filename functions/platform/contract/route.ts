// The one place where an operation is stated. API Gateway routes, dispatch, role checks, validation both ways,
// docs/openapi.json and the typed client all derive from objects of this type.
import type * as z from 'zod/mini';
import type { Role } from './roles.ts';
import type { ExpectedVersion } from './version.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type Schema = z.ZodMiniType;

/** Which JWT authoriser guards a route: an HTTP API route can have one issuer only, so staff and customers have paths of their own. */
export type Audience = 'staff' | 'customer' | 'public';

/** One operation. `Code` are the error codes that it may name: functions/capabilities.ts allows those that a capability states. */
export interface Route<Code extends string = string> {
  method: Method;
  /** API Gateway's syntax: `/v1/tickets/{ticketId}`. */
  path: `/${string}`;
  /** An imperative phrase of at most ten words. */
  summary: string;
  /** Sentences with the details that the summary leaves out. */
  description?: string;
  /** Roles that may call it, or `public` for routes that carry a signed token of their own. */
  roles: readonly Role[] | 'public';
  params?: Schema;
  query?: Schema;
  body?: Schema;
  success: {
    status: 200 | 201 | 202;
    body: Schema;
    /** `text/csv`: the answer is a `CsvPage`; its text is the body, its cursor the header `rapport-next`. */
    contentType?: 'application/json' | 'text/html' | 'text/csv';
    /** Of a page: the inline scripts that it may run, `sha256-…`. */
    scriptHashes?: readonly string[];
  };
  /** Domain errors that this operation can answer, beside the ones that every operation can. */
  errors: readonly Code[];
  /**
   * POSTs take `Idempotency-Key`. `natural` says that the operation is idempotent by its own input
   * (each event of a batch by its sender's id, an answer by its token) and ignores the header.
   */
  idempotency?: 'natural';
  /** Where the answer holds the version of the resource at this path: it is sent as `ETag`, too. */
  etag?: 'version' | `${string}.version`;
  /**
   * Says that an update names the version that it was made on, as `version` in the body or as `If-Match`; its handler is given
   * it as `version`. `required`: 428 without one. `create`: without one it makes what is not there yet. `optional`: without one
   * it takes whatever version there is.
   */
  precondition?: 'required' | 'create' | 'optional';
  /**
   * Of an operation that costs much: the most that this one route may take of the requests a second that the stage allows, in
   * percent. Each route of customers and each public one has a rate by its audience.
   */
  ratePercent?: number;
}

export type Routes<Code extends string = string> = Readonly<Record<string, Route<Code>>>;

/** The audience of a route; refuses, at load, a route that mixes customers with staff. */
export function audienceOf(route: Route): Audience {
  if (route.roles === 'public') return 'public';
  if (route.roles.length === 0) throw new Error(`${route.method} ${route.path} names no role`);
  const customers = route.roles.filter((role) => role === 'customer').length;
  if (customers > 0 && customers < route.roles.length)
    throw new Error(`${route.method} ${route.path} mixes customers with staff: give each a path`);
  return customers > 0 ? 'customer' : 'staff';
}

/**
 * Each route by itself: it holds a flood on one operation. All routes of customers together may ask for more than the stage
 * allows; what stays free for agents then is the concurrency that is kept for them (docs/adr/0030).
 */
export const audiencePercent = { staff: undefined, customer: 20, public: 5 } as const;

/** The part of the stage's requests a second that a route may take, in percent; undefined: all. */
export const ratePercentOf = (route: Route): number | undefined =>
  route.ratePercent ?? audiencePercent[audienceOf(route)];

/** API Gateway's route key, also the key of dispatch: `GET /v1/tickets/{ticketId}`. */
export function routeKeyOf(route: Pick<Route, 'method' | 'path'>): string {
  return `${route.method} ${route.path}`;
}

type ParsedOf<S> = S extends Schema ? z.output<S> : undefined;

/** What a handler of route R is given: parsed input only, never the raw event. */
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
