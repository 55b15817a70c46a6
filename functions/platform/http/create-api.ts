// Creates a Lambda handler from the route table: dispatch, roles, validation of requests and answers,
// idempotency, problems and the log.
import middy, { type MiddlewareObj } from '@middy/core';
import type {
  APIGatewayProxyEventV2WithJWTAuthorizer,
  APIGatewayProxyStructuredResultV2,
  Context as LambdaContext,
} from 'aws-lambda';
import { parse } from 'zod/mini';
import { callerAddressOf, networkOf } from '../caller-address.ts';
import { type Clock, systemClock } from '../clock.ts';
import type { Context, IdempotencyKey } from '../context.ts';
import type { CsvPage } from '../contract/fields.ts';
import { idempotencyKeyPattern } from '../contract/idempotency-key.ts';
import type { Actor } from '../contract/roles.ts';
import {
  audienceOf,
  type InputOf,
  type OutputOf,
  type Route,
  type Routes,
  routeKeyOf,
} from '../contract/route.ts';
import { DomainError, platformError } from '../errors.ts';
import { derivedIds, digest, ulidIds } from '../ids.ts';
import { errorFields, logLine, type Metric } from '../log.ts';
import { QuotaExceeded, quotaFields, quotaRefused } from '../quota/quota-exceeded.ts';
import { replayOf } from '../replay.ts';
import { accessFields, recordAnswerIds, recordCaller, recordInputIds } from './access-log.ts';
import { actorOf, assertPermission } from './actor.ts';
import { rejectDirectCalls, requiredSecrets } from './origin.ts';
import { parseInput } from './parse.ts';
import { etagOf, toPreconditionError } from './preconditions.ts';
import { problemOf } from './problem.ts';
import { securityHeaders } from './security-headers.ts';
import { MethodNotAllowed, type Paths, unknownRoute } from './unknown-route.ts';

type Event = APIGatewayProxyEventV2WithJWTAuthorizer;
type Result = APIGatewayProxyStructuredResultV2;

/** The handlers of the operations: each takes parsed input and a context and returns the answer. */
export type Handlers<R extends Routes> = {
  [K in keyof R]: (input: InputOf<R[K]>, context: Context) => Promise<OutputOf<R[K]>>;
};

export interface ApiDeps<R extends Routes = Routes> {
  /**
   * Changes answers on their way out, both first answers and replays: for content that is made for the caller
   * and must not be stored with a marker.
   */
  presentAnswer?: { [K in keyof R]?: (answer: unknown, context: Context) => Promise<unknown> };
  /** Reads the idempotency marker of a digest; an API without writes has none. */
  readMarker?: (digest: string) => Promise<Record<string, unknown> | undefined>;
  clock?: Clock;
  /** All paths of the API with their methods. Only the fallback function needs them. */
  paths?: Paths;
}

/**
 * Creates the Lambda handler of a capability's HTTP API. `capability` is its name in the route table; scopes
 * derive from it.
 */
export function createApi<R extends Routes>(
  capability: string,
  routes: R,
  handlers: Handlers<R>,
  deps: ApiDeps<R> = {},
) {
  const clock = deps.clock ?? systemClock;
  const secrets = requiredSecrets();
  const operations = new Map(
    Object.entries(routes).map(([name, route]) => [
      routeKeyOf(route),
      {
        name,
        route,
        run: handlers[name as keyof R] as (input: unknown, context: Context) => Promise<unknown>,
        outgoing: deps.presentAnswer?.[name as keyof R] ?? unchanged,
      },
    ]),
  );
  const dispatch = async (event: Event): Promise<Result> => {
    rejectDirectCalls(event.headers, secrets);
    const operation = operations.get(event.routeKey);
    if (!operation) throw unknownRoute(deps.paths, event.requestContext.http);
    const { name, route, run, outgoing } = operation;
    const actor = authorise(capability, route, event);
    const input = parseInput(route, event);
    recordInputIds(event, route, input);
    const idempotencyKey = idempotencyKeyOf(name, route, event, actor, input.hash);
    const now = clock.now();
    let isReplay = false;
    const context: Context = {
      actor,
      now,
      correlationId: correlationOf(event),
      network: networkOf(callerAddressOf(event), 64),
      ids: idempotencyKey ? derivedIds(idempotencyKey.digest) : ulidIds(() => now),
      ...(idempotencyKey ? { idempotencyKey: { ...idempotencyKey, onReplay: () => (isReplay = true) } } : {}),
    };
    const respond = async (value: unknown): Promise<Result> => {
      const complete = await outgoing(value, context);
      recordAnswerIds(event, complete);
      return answer(route, complete, isReplay);
    };
    try {
      return await respond(await run(input, context));
    } catch (error) {
      const refusal = toPreconditionError(error, event.headers['if-match']);
      const first = await replayedAnswer(refusal, idempotencyKey, deps);
      isReplay = true;
      return await respond(first);
    }
  };
  return middy<Event, Result>(dispatch)
    .use(securityHeaders())
    .use(requestLog(routes, clock))
    .use(problems(clock));
}

const unchanged = async (answer: unknown): Promise<unknown> => answer;

function authorise(capability: string, route: Route, event: Event): Actor {
  const claims = event.requestContext.authorizer?.jwt?.claims;
  const actor = actorOf(audienceOf(route), claims);
  recordCaller(event, actor);
  assertPermission(actor, capability, route, claims);
  return actor;
}

function idempotencyKeyOf(
  name: string,
  route: Route,
  event: Event,
  actor: Actor,
  bodyHash: string,
): IdempotencyKey | undefined {
  const key = event.headers['idempotency-key'];
  if (key === undefined || route.method !== 'POST' || route.idempotency === 'natural') return undefined;
  if (!idempotencyKeyPattern.test(key)) {
    throw platformError('request.invalid', 'Idempotency-Key must be 1 to 128 printable characters.', [
      { path: 'header.idempotency-key', message: 'must be 1 to 128 printable characters' },
    ]);
  }
  return { digest: digest(`${actor.role}|${actor.id}|${name}|${key}`), bodyHash };
}

/**
 * Returns the first answer when a rule rejected a retry only because its first attempt has already changed
 * the state. Reads the marker once; throws the refusal if there is none. A commit that meets the marker
 * returns the first answer itself.
 */
async function replayedAnswer(
  error: unknown,
  idempotencyKey: IdempotencyKey | undefined,
  { readMarker }: Pick<ApiDeps, 'readMarker'>,
): Promise<unknown> {
  if (
    !(error instanceof DomainError) ||
    !idempotencyKey ||
    !readMarker ||
    error.code === 'idempotency.key_reused'
  )
    throw error;
  const marker = await readMarker(idempotencyKey.digest);
  if (!marker) throw error;
  const settled = replayOf(marker, idempotencyKey.bodyHash, (found) => found.answer);
  if (settled.kind === 'replay') return settled.answer;
  throw settled.error;
}

/** Creates the response. The schema drops every field that the contract does not name. */
function answer(route: Route, value: unknown, isReplay: boolean): Result {
  const { status, body, contentType = 'application/json' } = route.success;
  const valid = parse(body, value);
  const { text, headers } = written[contentType](valid, route);
  return {
    statusCode: status,
    headers: {
      'cache-control': 'no-store',
      ...headers,
      ...etagOf(route, valid),
      ...(isReplay ? { 'idempotency-replayed': 'true' } : {}),
    },
    body: text,
  };
}

/** Writes an answer of each content type. */
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

/** Returns the headers of a page, which may run only the scripts that its route names by hash. */
function pageHeaders({ success }: Route) {
  const scripts = (success.scriptHashes ?? []).map((hash) => `'${hash}'`).join(' ') || "'none'";
  return {
    'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; script-src ${scripts}; connect-src 'self'; form-action 'self'; frame-ancestors 'none'`,
  };
}

function correlationOf(event: Event): string {
  const sent = event.headers['x-correlation-id'];
  return sent !== undefined && /^[A-Za-z0-9._-]{1,64}$/.test(sent) ? sent : event.requestContext.requestId;
}

function problems(clock: Clock): MiddlewareObj<Event, Result> {
  return {
    onError: (request) => {
      const problem = problemOf(request.error, correlationOf(request.event));
      request.response = {
        statusCode: problem.status,
        headers: {
          'content-type': 'application/problem+json',
          'cache-control': 'no-store',
          ...(problem.status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
          ...(request.error instanceof MethodNotAllowed ? { allow: request.error.allow } : {}),
          ...(request.error instanceof QuotaExceeded
            ? { 'retry-after': String(request.error.retryAfterSeconds(clock.now())) }
            : {}),
        },
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
    const quota = error instanceof QuotaExceeded ? error : undefined;
    const ms = Math.round(performance.now() - started);
    const faults: Metric = { name: 'faults', unit: 'Count', value: fault ? 1 : 0 };
    logLine(
      fault ? 'error' : 'info',
      {
        op: names.get(event.routeKey) ?? 'unknown',
        status,
        ...accessFields(event),
        corr: correlationOf(event),
        code: error instanceof DomainError ? error.code : undefined,
        ...(quota ? { ...quotaFields(quota.quota), ms } : {}),
        ...(fault ? errorFields(error) : {}),
      },
      clock.now(),
      // A refusal by a quota says nothing about our speed, and a flood of them must not make
      // the API look fast.
      quota ? [quotaRefused] : [{ name: 'ms', unit: 'Milliseconds', value: ms }, faults],
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
