// What only the runner offers, under /_local on the API's port: tokens, the clock, health, a start page.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { discovery, type Issuer, readTokenRequest } from '../identity/issuer.ts';
import { isObject } from '../template/intrinsics.ts';
import { startPage } from './start-page.ts';

export interface LocalParts {
  issuer: Issuer;
  issuers: string[];
  apiUrl: string;
  inboxUrl: string;
  now(): Date;
  advance(duration: string): Promise<Date>;
}

interface Answer {
  status: number;
  type?: string;
  body: unknown;
}

const largestBodyBytes = 64 * 1024;

/** Answers a request below /_local. */
export const answerLocal = async (
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  parts: LocalParts,
): Promise<void> => {
  const answer = await route(request, path, parts);
  const isText = typeof answer.body === 'string';
  response.writeHead(answer.status, {
    'content-type': answer.type ?? 'application/json',
    'cache-control': 'no-store',
  });
  response.end(isText ? answer.body : JSON.stringify(answer.body));
};

const route = async (request: IncomingMessage, path: string, parts: LocalParts): Promise<Answer> => {
  const key = `${request.method} ${path}`;
  if (key === 'GET /_local' || key === 'GET /_local/')
    return { status: 200, type: 'text/html; charset=utf-8', body: startPage(parts) };
  if (key === 'GET /_local/health')
    return { status: 200, body: { status: 'ok', now: parts.now().toISOString() } };
  if (key === 'GET /_local/clock') return { status: 200, body: { now: parts.now().toISOString() } };
  if (key === 'GET /_local/jwks.json') return { status: 200, body: parts.issuer.jwks };
  if (key === 'GET /_local/issuers')
    return { status: 200, body: { issuers: parts.issuers.map((issuer) => discovery(issuer, parts.apiUrl)) } };
  if (key === 'POST /_local/clock') return advance(await readJson(request), parts);
  if (key === 'POST /_local/token') return token(await readJson(request), parts);
  return problem(404, 'local.not_found', `${key} is not offered by the runner`);
};

const advance = async (body: unknown, parts: LocalParts): Promise<Answer> => {
  const duration = isObject(body) ? body.advance : undefined;
  if (typeof duration !== 'string')
    return problem(400, 'local.invalid', 'advance must be an ISO 8601 duration such as P1D', 'advance');
  try {
    return { status: 200, body: { now: (await parts.advance(duration)).toISOString() } };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return problem(400, 'local.invalid', error.message, 'advance');
  }
};

const token = async (body: unknown, parts: LocalParts): Promise<Answer> => {
  const wanted = readTokenRequest(body);
  if ('field' in wanted) return problem(400, 'local.invalid', wanted.detail, wanted.field);
  return { status: 200, body: { token: await parts.issuer.token(wanted) } };
};

const problem = (status: number, code: string, detail: string, field?: string): Answer => ({
  status,
  type: 'application/problem+json',
  body: {
    type: 'about:blank',
    title: status === 404 ? 'Not Found' : 'Bad Request',
    status,
    code,
    detail,
    ...(field === undefined ? {} : { errors: [{ path: field, message: detail }] }),
  },
});

const readJson = async (request: IncomingMessage): Promise<unknown> => {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > largestBodyBytes) return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
