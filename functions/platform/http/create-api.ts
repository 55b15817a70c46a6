// From the route table to a Lambda handler: dispatch, roles, validation both ways, idempotency, problems and the log.
import middy, { type MiddlewareObj } from '@middy/core';
import type {
  APIGatewayProxyEventV2WithJWTAuthorizer,
  APIGatewayProxyStructuredResultV2,
  Context as LambdaContext,
} from 'aws-lambda';
import { parse } from 'zod/mini';
import { actorOf } from '../auth/actor.ts';
import type { Actor, Role } from '../auth/roles.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { Context, Once } from '../context.ts';
import type { CsvPage } from '../contract/fields.ts';
import {
  audienceOf,
  type InputOf,
  type OutputOf,
  type Route,
  type Routes,
  routeKeyOf,
} from '../contract/route.ts';
import { DomainError } from '../errors.ts';
import { derivedIds, digest, ulidIds } from '../ids.ts';
import { errorFields, logLine } from '../log.ts';
import { Replay, replayOf } from '../replay.ts';
import { demandedSecrets, refuseDetours } from './origin.ts';
import { parseInput } from './parse.ts';
import { problemOf } from './problem.ts';

type Event = APIGatewayProxyEventV2WithJWTAuthorizer;
type Result = APIGatewayProxyStructuredResultV2;

/** A handler of one operation: parsed input and circumstances in, the answer out. */
export type Handlers<R extends Routes> = {
  [K in keyof R]: (input: InputOf<R[K]>, context: Context) => Promise<OutputOf<R[K]>>;
};

export interface ApiDeps {
  /** Reads the idempotency marker of a digest; an API without writes has none. */
  readMarker?: (digest: string) => Promise<Record<string, unknown> | undefined>;
  clock?: Clock;
}

/** The Lambda handler of a capability's HTTP API. */
export function createApi<R extends Routes>(routes: R, handlers: Handlers<R>, deps: ApiDeps = {}) {
  const clock = deps.clock ?? systemClock;
  const secrets = demandedSecrets();
  const operations = new Map(
    Object.entries(routes).map(([name, route]) => [
      routeKeyOf(route),
      {
        name,
        route,
        run: handlers[name as keyof R] as (input: unknown, context: Context) => Promise<unknown>,
      },
    ]),
  );
  const dispatch = async (event: Event): Promise<Result> => {
    refuseDetours(event.headers, secrets);
    const operation = operations.get(event.routeKey);
    if (!operation) throw new DomainError('route.unknown');
    const { name, route, run } = operation;
    const actor = authorise(route, event);
    const input = parseInput(route, event);
    const once = onceOf(name, route, event, actor, input.hash);
    const now = clock.now();
    const context: Context = {
      actor,
      now,
      correlationId: correlationOf(event),
      ids: once ? derivedIds(once.digest) : ulidIds(() => now),
      ...(once ? { once } : {}),
    };
    try {
      return answer(route, await run(input, context));
    } catch (error) {
      return answer(route, await replayed(error, once, deps), true);
    }
  };
  return middy<Event, Result>(dispatch).use(requestLog(routes, clock)).use(problems());
}

function authorise(route: Route, event: Event): Actor {
  const actor = actorOf(audienceOf(route), event.requestContext.authorizer?.jwt?.claims);
  if (route.roles !== 'public' && !route.roles.includes(actor.role as Role))
    throw new DomainError('auth.forbidden');
  return actor;
}

function onceOf(name: string, route: Route, event: Event, actor: Actor, bodyHash: string): Once | undefined {
  const key = event.headers['idempotency-key'];
  if (key === undefined || route.method !== 'POST' || route.idempotency === 'natural') return undefined;
  if (!/^[\x21-\x7e]{1,128}$/.test(key)) {
    throw new DomainError('request.invalid', 'Idempotency-Key must be 1 to 128 printable characters', [
      { path: 'header.idempotency-key', message: 'must be 1 to 128 printable characters' },
    ]);
  }
  return { digest: digest(`${actor.role}|${actor.id}|${name}|${key}`), bodyHash };
}

/**
 * The first answer, when the request was answered before. A commit says so itself; a rule that refused because the
 * first try has already changed the state is settled by one look at the marker.
 */
async function replayed(error: unknown, once: Once | undefined, { readMarker }: ApiDeps): Promise<unknown> {
  if (error instanceof Replay) return error.answer;
  if (!(error instanceof DomainError) || !once || !readMarker || error.code === 'idempotency.key_reused')
    throw error;
  const marker = await readMarker(once.digest);
  if (!marker) throw error;
  const settled = replayOf(marker, once.bodyHash, (found) => found.answer);
  if (settled instanceof Replay) return settled.answer;
  throw settled;
}

/** Only what the contract names leaves the house: the schema drops every other field. */
function answer(route: Route, value: unknown, again = false): Result {
  const { status, body, contentType = 'application/json' } = route.success;
  const valid = parse(body, value);
  const { text, headers } = written[contentType](valid, route);
  return {
    statusCode: status,
    headers: {
      'cache-control': 'no-store',
      ...headers,
      ...(again ? { 'idempotency-replayed': 'true' } : {}),
    },
    body: text,
  };
}

/** How an answer of each content type is written. */
const written = {
  'application/json': (value) => ({
    text: JSON.stringify(value),
    headers: { 'content-type': 'application/json' },
  }),
  'text/html': (value, route) => ({
    text: String(value),
    headers: { 'content-type': 'text/html; charset=utf-8', ...pageHeaders(route) },
  }),
  'text/csv': (value) => {
    const { csv, next } = value as CsvPage;
    const type = { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment' };
    return { text: csv, headers: next === undefined ? type : { ...type, 'rapport-next': next } };
  },
} as const satisfies Record<
  NonNullable<Route['success']['contentType']>,
  (value: unknown, route: Route) => { text: string; headers: Record<string, string> }
>;

/** A page may run the scripts that its route names by hash, and no other. */
function pageHeaders({ success }: Route) {
  const scripts = (success.scriptHashes ?? []).map((hash) => `'${hash}'`).join(' ') || "'none'";
  return {
    'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; script-src ${scripts}; connect-src 'self'; form-action 'self'; frame-ancestors 'none'`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  };
}

function correlationOf(event: Event): string {
  const sent = event.headers['x-correlation-id'];
  return sent !== undefined && /^[A-Za-z0-9._-]{1,64}$/.test(sent) ? sent : event.requestContext.requestId;
}

function problems(): MiddlewareObj<Event, Result> {
  return {
    onError: (request) => {
      const problem = problemOf(request.error, correlationOf(request.event));
      request.response = {
        statusCode: problem.status,
        headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
        body: JSON.stringify(problem),
      };
    },
  };
}

function requestLog(
  routes: Routes,
  clock: Clock,
): MiddlewareObj<Event, Result, Error, LambdaContext, { started: number }> {
  const names = new Map(Object.entries(routes).map(([name, route]) => [routeKeyOf(route), name]));
  const write = (event: Event, status: number, started: number, error?: unknown) => {
    const fault = status >= 500;
    logLine(
      fault ? 'error' : 'info',
      {
        op: names.get(event.routeKey) ?? 'unknown',
        status,
        corr: correlationOf(event),
        code: error instanceof DomainError ? error.code : undefined,
        ...(fault ? errorFields(error) : {}),
      },
      clock.now(),
      [
        { name: 'ms', unit: 'Milliseconds', value: Math.round(performance.now() - started) },
        { name: 'faults', unit: 'Count', value: fault ? 1 : 0 },
      ],
    );
  };
  return {
    before: (request) => {
      request.internal.started = performance.now();
    },
    after: (request) => write(request.event, request.response?.statusCode ?? 200, request.internal.started),
    onError: (request) =>
      write(request.event, request.response?.statusCode ?? 500, request.internal.started, request.error),
  };
}
