// Builds the event of the HTTP API's payload format 2.0 and reads a function's answer.
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { ApiSpec } from './api-spec.ts';

export interface RawRequest {
  method: string;
  path: string;
  query: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
  sourceIp: string;
}

export interface EventFacts {
  api: ApiSpec;
  account: string;
  region: string;
  routeKey: string;
  pathParameters: Record<string, string>;
  nowMs: number;
  authoriser?: { claims: Record<string, string>; scopes: string[] | null };
}

const textual = /^(text\/|application\/(.+\+)?(json|xml|javascript)\b|application\/x-www-form-urlencoded\b)/i;

/** Builds the event of one request. */
export const toEvent = (request: RawRequest, facts: EventFacts): object => {
  const { cookie, ...others } = request.headers;
  const cookies = cookie === undefined ? undefined : cookie.split(/;\s*/);
  const query = queryParameters(request.query);
  const domainName = `${facts.api.id}.execute-api.${facts.region}.amazonaws.com`;
  return {
    version: '2.0',
    routeKey: facts.routeKey,
    rawPath: request.path,
    rawQueryString: request.query,
    ...(cookies === undefined ? {} : { cookies }),
    headers: joined(others),
    ...(query === undefined ? {} : { queryStringParameters: query }),
    requestContext: {
      accountId: facts.account,
      apiId: facts.api.id,
      ...(facts.authoriser === undefined ? {} : { authorizer: { jwt: facts.authoriser } }),
      domainName,
      domainPrefix: facts.api.id,
      http: {
        method: request.method,
        path: request.path,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: facts.routeKey,
      stage: facts.api.stage,
      time: requestTime(facts.nowMs),
      timeEpoch: Math.trunc(facts.nowMs),
    },
    ...(Object.keys(facts.pathParameters).length > 0 ? { pathParameters: facts.pathParameters } : {}),
    ...(Object.keys(facts.api.stageVariables).length > 0 ? { stageVariables: facts.api.stageVariables } : {}),
    ...bodyOf(request),
  };
};

const bodyOf = (request: RawRequest): object => {
  if (request.body.length === 0) return { isBase64Encoded: false };
  const type = request.headers['content-type'];
  const asText = type === undefined || textual.test(type);
  return asText
    ? { body: request.body.toString('utf8'), isBase64Encoded: false }
    : { body: request.body.toString('base64'), isBase64Encoded: true };
};

const joined = (headers: IncomingHttpHeaders): Record<string, string> => {
  const plain = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(',') : value] as const],
  );
  return Object.fromEntries(plain);
};

/** Parses the query; parameters given more than once are joined by commas. */
const queryParameters = (query: string): Record<string, string> | undefined => {
  if (query === '') return undefined;
  const parameters = new URLSearchParams(query);
  const names = new Set(parameters.keys());
  return Object.fromEntries([...names].map((name) => [name, parameters.getAll(name).join(',')]));
};

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Formats a time, such as `22/Nov/2026:02:31:05 +0000`. */
const requestTime = (milliseconds: number): string => {
  const date = new Date(milliseconds);
  const day = String(date.getUTCDate()).padStart(2, '0');
  return `${day}/${months[date.getUTCMonth()]}/${date.getUTCFullYear()}:${date.toISOString().slice(11, 19)} +0000`;
};

export interface RawResponse {
  status: number;
  headers: Record<string, string>;
  cookies: string[];
  body: Buffer;
}

/** Reads a function's answer; undefined if API Gateway would call it malformed. */
export const toResponse = (payload: string): RawResponse | undefined => {
  const answer: unknown = JSON.parse(payload);
  if (typeof answer !== 'object' || answer === null || !('statusCode' in answer)) return inferred(answer);
  const {
    statusCode,
    headers = {},
    cookies = [],
    body = '',
    isBase64Encoded = false,
  } = answer as FunctionAnswer;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599 || typeof body !== 'string') return undefined;
  return {
    status,
    headers: lowerCased(headers),
    cookies: Array.isArray(cookies) ? cookies.map(String) : [],
    body: isBase64Encoded ? Buffer.from(body, 'base64') : Buffer.from(body),
  };
};

interface FunctionAnswer {
  statusCode: unknown;
  headers?: Record<string, unknown>;
  cookies?: unknown;
  body?: unknown;
  isBase64Encoded?: boolean;
}

/** Treats an answer without a status code as a body: 200, as JSON. */
const inferred = (answer: unknown): RawResponse => {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    cookies: [],
    body: Buffer.from(answer === null ? '' : text),
  };
};

const lowerCased = (headers: Record<string, unknown>): Record<string, string> => {
  const plain = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)] as const);
  return { 'content-type': 'text/plain;charset=UTF-8', ...Object.fromEntries(plain) };
};
