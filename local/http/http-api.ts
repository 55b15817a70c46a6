// Serves the HTTP API: what API Gateway does between a client and a function.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Outcome } from '../lambda/environment.ts';
import type { Clock } from '../state/clock.ts';
import type { ApiSpec, Route } from './api-spec.ts';
import type { Authorise } from './authorise.ts';
import { corsHeaders, preflightHeaders } from './cors.ts';
import { type RawRequest, type RawResponse, toEvent, toResponse } from './payload.ts';
import { compileRoutes } from './route-match.ts';

export interface HttpApiParts {
  api: ApiSpec;
  authorise: Authorise;
  clock: Clock;
  account: string;
  region: string;
}

export type HttpApiHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  query: string,
) => Promise<void>;

const largestBodyBytes = 10 * 1024 * 1024;

export const createHttpApi = (parts: HttpApiParts): HttpApiHandler => {
  const find = compileRoutes(parts.api.routes);

  const answer = async (raw: RawRequest): Promise<RawResponse> => {
    const match = find(raw.method, raw.path);
    if (match === undefined) return message(404, 'Not Found');
    const { route, pathParameters } = match;
    const authorised = await authoriseRoute(route, raw, parts.authorise);
    if ('status' in authorised) return authorised;
    const facts = {
      ...parts,
      routeKey: route.routeKey,
      pathParameters,
      nowMs: parts.clock.now(),
      ...authorised,
    };
    const outcome = await within(route.pool.invoke(toEvent(raw, facts)), route.timeoutMs);
    if (outcome === undefined) return message(503, 'Service Unavailable');
    return (outcome.ok ? toResponse(outcome.payload) : undefined) ?? message(500, 'Internal Server Error');
  };

  return async (request, response, path, query) => {
    const { cors } = parts.api;
    const origin = request.headers.origin;
    const preflight =
      request.method === 'OPTIONS' &&
      origin !== undefined &&
      request.headers['access-control-request-method'] !== undefined;
    if (cors !== undefined && preflight) {
      request.resume();
      const headers = preflightHeaders(cors, origin, request.headers['access-control-request-method']);
      return write(response, { status: 204, headers, cookies: [], body: Buffer.alloc(0) });
    }
    const body = await readBody(request);
    const raw = {
      method: request.method ?? 'GET',
      path,
      query,
      headers: request.headers,
      sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
    };
    const result =
      body === undefined ? message(413, 'Request Entity Too Large') : await answer({ ...raw, body });
    const headers =
      cors === undefined ? result.headers : { ...withoutCors(result.headers), ...corsHeaders(cors, origin) };
    write(response, { ...result, headers });
  };
};

type Authorisation = { authoriser?: { claims: Record<string, string>; scopes: string[] | null } };

const authoriseRoute = async (
  route: Route,
  raw: RawRequest,
  authorise: Authorise,
): Promise<Authorisation | RawResponse> => {
  if (route.authoriser === undefined) return {};
  const result = await authorise(route.authoriser, route.scopes, raw.headers.authorization);
  if (result.ok) return { authoriser: { claims: result.claims, scopes: result.scopes } };
  if (result.status === 403) return message(403, 'Forbidden');
  const denied = message(401, 'Unauthorized');
  return { ...denied, headers: { ...denied.headers, 'www-authenticate': result.challenge } };
};

const within = (outcome: Promise<Outcome>, milliseconds: number): Promise<Outcome | undefined> => {
  const late = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => late.resolve(undefined), milliseconds);
  return Promise.race([outcome, late.promise]).finally(() => clearTimeout(timer));
};

const message = (status: number, text: string): RawResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  cookies: [],
  body: Buffer.from(JSON.stringify({ message: text })),
});

/** Reads the body; undefined if it is larger than API Gateway accepts. */
const readBody = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size <= largestBodyBytes) chunks.push(chunk as Buffer);
  }
  return size > largestBodyBytes ? undefined : Buffer.concat(chunks);
};

const withoutCors = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('access-control-')));

const write = (response: ServerResponse, result: RawResponse): void => {
  const headers: Record<string, string | string[]> = { ...result.headers, 'apigw-requestid': randomUUID() };
  if (result.cookies.length > 0) headers['set-cookie'] = result.cookies;
  if (result.status !== 204 && result.status !== 304) headers['content-length'] = String(result.body.length);
  response.writeHead(result.status, headers);
  response.end(result.status === 204 || result.status === 304 ? undefined : result.body);
};
