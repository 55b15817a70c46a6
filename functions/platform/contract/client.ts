// Creates a typed client of the HTTP API from the route table. It needs only `fetch` and runs in browsers,
// mobile apps and Node.
import type * as z from 'zod/mini';
import { ownProperty } from '../own-property.ts';
import type { Route, Routes, Schema } from './route.ts';

type SentOf<S> = S extends Schema ? z.input<S> : undefined;
/** Lets a body without fields of its own still carry a version. */
type FieldsOf<T> = string extends keyof T ? object : T;
type ReceivedOf<R extends Route> = z.output<R['success']['body']>;

/** The arguments of operation R: path parameters, query and body, if the operation has them. */
type CallOf<R extends Route> = (R['params'] extends Schema ? { params: SentOf<R['params']> } : object) &
  (R['query'] extends Schema ? { query?: SentOf<R['query']> } : object) &
  (R['body'] extends Schema ? { body: BodyOf<SentOf<R['body']>, R['precondition']> } : object) &
  (R['precondition'] extends string ? { ifMatch?: number | '*' } : object) & { idempotencyKey?: string };

/** Adds the version that an update was made on; it can also be sent as `ifMatch`. */
type BodyOf<T, P> = P extends string ? FieldsOf<T> & { version?: number } : T;

export type Client<T extends Record<string, Routes>> = {
  [C in keyof T]: { [O in keyof T[C]]: (call: CallOf<T[C][O]>) => Promise<ReceivedOf<T[C][O]>> };
};

export interface ClientOptions {
  baseUrl: string;
  /** Called before every request; returns undefined for public operations. */
  token?: () => string | undefined | Promise<string | undefined>;
  fetch?: typeof fetch;
}

/** A refusal by the API: the problem document with its stable `code`. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly problem: Record<string, unknown>;
  constructor(status: number, problem: Record<string, unknown>) {
    super(`${status} ${String(problem.code ?? problem.message ?? '')}: ${String(problem.detail ?? '')}`);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = String(problem.code ?? '');
    this.problem = problem;
  }
}

type Where = Pick<Route, 'method' | 'path'>;

/** Creates a client for a route table or a part of one. It reads only the method and path of each route. */
export function createClient<T extends Record<string, Routes>>(table: T, options: ClientOptions): Client<T> {
  const client = Object.entries(table).map(([capability, routes]) => {
    const operations = Object.entries(routes).map(([name, route]) => [
      name,
      (call: AnyCall) => request(route, call, options),
    ]);
    return [capability, Object.fromEntries(operations)];
  });
  return Object.fromEntries(client) as Client<T>;
}

interface AnyCall {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  idempotencyKey?: string;
  ifMatch?: number | '*';
}

async function request(
  route: Where,
  call: AnyCall,
  { baseUrl, token, fetch: send = fetch }: ClientOptions,
): Promise<unknown> {
  const bearer = await token?.();
  const answer = await send(baseUrl.replace(/\/$/, '') + pathOf(route.path, call) + queryOf(call), {
    method: route.method,
    headers: {
      ...(bearer ? { authorization: `Bearer ${bearer}` } : {}),
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(call.idempotencyKey ? { 'idempotency-key': call.idempotencyKey } : {}),
      ...(call.ifMatch === undefined ? {} : { 'if-match': call.ifMatch === '*' ? '*' : `"${call.ifMatch}"` }),
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
  });
  const type = answer.headers.get('content-type') ?? '';
  const value: unknown = type.includes('json')
    ? await answer.json()
    : textOf(await answer.text(), type, answer.headers);
  if (answer.ok) return value;
  throw new ApiProblem(
    answer.status,
    typeof value === 'object' && value !== null ? { ...value } : { detail: value },
  );
}

/** Reads a text answer. A CSV page carries its cursor in a header. */
function textOf(text: string, type: string, headers: Headers): unknown {
  return type.includes('csv') ? { csv: text, next: headers.get('rapport-next') ?? undefined } : text;
}

function pathOf(path: string, { params = {} }: AnyCall): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(ownProperty(params, name) ?? ''));
}

function queryOf({ query = {} }: AnyCall): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
  const text = new URLSearchParams(
    Object.fromEntries(pairs.map(([name, value]) => [name, String(value)])),
  ).toString();
  return text ? `?${text}` : '';
}
