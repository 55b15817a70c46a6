// Serves what only the runner offers, under /_local on the API's port: tokens, the clock,
// health, a start page.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { discovery, type Issuer, readTokenRequest } from '../identity/issuer.ts';
import { readEnvelope } from '../mail/receiving/read-envelope.ts';
import { MailRefused, type Receiving } from '../mail/receiving/receiving.ts';
import { isObject } from '../template/intrinsics.ts';
import { startPage } from './start-page.ts';

export interface LocalParts {
  issuer: Issuer;
  issuers: string[];
  apiUrl: string;
  inboxUrl: string;
  now(): Date;
  advance(duration: string): Promise<Date>;
  receiving: Receiving;
  /** Returns the newest lines of the access log, oldest first. */
  accessLog(): string[];
}

interface Answer {
  status: number;
  type?: string;
  body: unknown;
}

const largestBodyBytes = 64 * 1024;
/** A little more than SES accepts, so that SES can refuse it. */
const largestMailBytes = 41 * 1024 * 1024;

export interface Target {
  path: string;
  query: string;
}

/** Answers a request below /_local. */
export const answerLocal = async (
  request: IncomingMessage,
  response: ServerResponse,
  target: Target,
  parts: LocalParts,
): Promise<void> => {
  const answer = await route(request, target, parts);
  const isText = typeof answer.body === 'string';
  response.writeHead(answer.status, {
    'content-type': answer.type ?? 'application/json',
    'cache-control': 'no-store',
  });
  response.end(isText ? answer.body : JSON.stringify(answer.body));
};

const route = async (
  request: IncomingMessage,
  { path, query }: Target,
  parts: LocalParts,
): Promise<Answer> => {
  const key = `${request.method} ${path}`;
  if (key === 'GET /_local' || key === 'GET /_local/')
    return { status: 200, type: 'text/html; charset=utf-8', body: startPage(parts) };
  if (key === 'GET /_local/health')
    return { status: 200, body: { status: 'ok', now: parts.now().toISOString() } };
  if (key === 'GET /_local/clock') return { status: 200, body: { now: parts.now().toISOString() } };
  if (key === 'GET /_local/jwks.json') return { status: 200, body: parts.issuer.jwks };
  if (key === 'GET /_local/issuers')
    return { status: 200, body: { issuers: parts.issuers.map((issuer) => discovery(issuer, parts.apiUrl)) } };
  if (key === 'GET /_local/access-log')
    return { status: 200, type: 'application/x-ndjson', body: parts.accessLog().join('') };
  if (key === 'POST /_local/clock') return advance(await readJson(request), parts);
  if (key === 'POST /_local/token') return token(await readJson(request), parts);
  if (key === 'POST /_local/mail') return mail(request, new URLSearchParams(query), parts);
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

/** Receives a mail from outside, with the envelope and the scanners' verdicts from the query. */
const mail = async (request: IncomingMessage, query: URLSearchParams, parts: LocalParts): Promise<Answer> => {
  const envelope = readEnvelope(query);
  if ('field' in envelope) return problem(400, 'local.invalid', envelope.detail, envelope.field);
  const raw = await readBytes(request, largestMailBytes);
  if (raw === undefined || raw.length === 0)
    return problem(400, 'local.invalid', 'the body must be a mail (message/rfc822) of at most 40 MB');
  try {
    return { status: 202, body: await parts.receiving.receive(raw, envelope) };
  } catch (error) {
    if (!(error instanceof MailRefused)) throw error;
    return problem(400, 'local.mail_refused', error.message);
  }
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
  try {
    return JSON.parse(String(await readBytes(request, largestBodyBytes)));
  } catch {
    return undefined;
  }
};

/** Reads the body; undefined if it is larger than the limit. */
const readBytes = async (request: IncomingMessage, most: number): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size <= most) chunks.push(chunk as Buffer);
  }
  return size > most ? undefined : Buffer.concat(chunks);
};
