// Parses the raw HTTP event into validated input; every size is checked before the content is read.
import { createHash } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type * as z from 'zod/mini';
import { safeParse } from 'zod/mini';
import type { Route, Schema } from '../contract/route.ts';
import type { ExpectedVersion } from '../contract/version.ts';
import { DomainError, type FieldIssue, platformError } from '../errors.ts';
import { canonicalJson } from './canonical-json.ts';
import { expectedVersion, splitVersion } from './preconditions.ts';

export const MAX_BODY_BYTES = 256 * 1024;
const MAX_DEPTH = 12;
const MAX_ISSUES = 20;

export interface ParsedInput {
  params: unknown;
  query: unknown;
  body: unknown;
  version: ExpectedVersion | undefined;
  /** The digest of the parameters and body as sent, independent of field order, for idempotency. */
  hash: string;
}

/**
 * Parses parameters, query and body with the route's schemas. Rejects with the path of each
 * field that is wrong.
 */
export function parseInput(route: Route, event: APIGatewayProxyEventV2): ParsedInput {
  const raw = rawBody(event);
  const json = route.body ? jsonOf(raw, event) : undefined;
  assertWellFormed(event.pathParameters ?? {}, 'path');
  assertWellFormed(event.queryStringParameters ?? {}, 'query');
  assertWellFormed(json, 'body');
  const hash = createHash('sha256')
    .update(canonicalJson([event.pathParameters ?? {}, json ?? null]))
    .digest('base64url');
  const { stated, rest } = splitVersion(route, json);
  return {
    params: parseWith(route.params, event.pathParameters ?? {}, 'path'),
    query: parseWith(route.query, event.queryStringParameters ?? {}, 'query'),
    body: parseWith(route.body, rest, 'body'),
    version: expectedVersion(route, stated, event.headers['if-match']),
    hash,
  };
}

function rawBody(event: APIGatewayProxyEventV2): string {
  const body = event.body ?? '';
  const bytes = Buffer.byteLength(body, event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes > MAX_BODY_BYTES) throw platformError('request.too_large');
  return event.isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
}

function jsonOf(raw: string, event: APIGatewayProxyEventV2): unknown {
  const type = event.headers['content-type'] ?? '';
  if (!/^application\/(.+\+)?json\s*(;|$)/i.test(type)) throw platformError('request.media_type');
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch {
    throw platformError('request.malformed_json');
  }
  if (deeperThan(value, MAX_DEPTH)) {
    throw platformError('request.invalid', `The body is nested deeper than ${MAX_DEPTH} levels.`);
  }
  return value;
}

function deeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((entry) => deeperThan(entry, levels - 1));
}

/**
 * Rejects text with a lone surrogate, keys included, because no store or queue returns it unchanged, and the
 * key `__proto__`, which does not name a field.
 */
function assertWellFormed(value: unknown, path: string): void {
  const issues = malformedIn(value, path);
  if (issues.length > 0) throw invalid(issues);
}

function malformedIn(value: unknown, path: string): FieldIssue[] {
  if (typeof value === 'string')
    return value.isWellFormed() ? [] : [{ path, message: 'must not contain a lone surrogate' }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => {
    const below = `${path}.${key.toWellFormed()}`;
    if (key === '__proto__') return [{ path: below, message: 'is unknown' }];
    if (!key.isWellFormed()) return [{ path: below, message: 'must not contain a lone surrogate' }];
    return malformedIn(entry, below);
  });
}

function parseWith(schema: Schema | undefined, value: unknown, where: 'path' | 'query' | 'body'): unknown {
  if (!schema) {
    if (where === 'query' && Object.keys(value as object).length > 0) {
      throw invalid(
        Object.keys(value as object).map((name) => ({ path: `query.${name}`, message: 'is unknown' })),
      );
    }
    return undefined;
  }
  const result = validate(schema, value, where);
  if ('issues' in result) throw invalid(result.issues);
  return result.data;
}

/** Parses a value with its schema, or returns the issues, each with the path below `where`. */
export function validate<S extends Schema>(
  schema: S,
  value: unknown,
  where: string,
): { data: z.output<S> } | { issues: FieldIssue[] } {
  // Without the input, an issue cannot distinguish a missing field from one of another type.
  const result = safeParse(schema, value, { reportInput: true });
  return result.success ? { data: result.data } : { issues: issuesOf(result.error, where) };
}

function invalid(issues: FieldIssue[]): DomainError {
  const detail = issues.map((issue) => `${issue.path} ${issue.message}`).join('; ');
  return platformError('request.invalid', `${detail.slice(0, 999)}.`, issues.slice(0, MAX_ISSUES));
}

/** Converts a schema's issues to paths and sentences; an unknown field is named by its own path. */
function issuesOf(error: z.core.$ZodError, where: string): FieldIssue[] {
  return error.issues.flatMap((issue) => {
    const path = [where, ...issue.path.map(String)].join('.');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ path: `${path}.${key}`, message: 'is unknown' }));
    }
    return [{ path, message: sentenceOf(issue) }];
  });
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type')
    return issue.input === undefined ? 'is missing' : `must be ${article(issue.expected)}`;
  if (issue.code === 'too_small') return `must be at least ${issue.minimum}${unitOf(issue.origin)}`;
  if (issue.code === 'too_big') return `must be at most ${issue.maximum}${unitOf(issue.origin)}`;
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`;
  if (issue.code === 'invalid_union') {
    // The discriminator is present and has none of the allowed values.
    const options = 'options' in issue ? issue.options : undefined;
    return options?.length ? `must be one of ${options.join(', ')}` : 'has none of the allowed forms';
  }
  return issue.message === 'Invalid input' ? 'is not valid' : issue.message;
}

function article(expected: string): string {
  const name = expected === 'int' ? 'whole number' : expected;
  return /^[aeiou]/.test(name) ? `an ${name}` : `a ${name}`;
}

function unitOf(origin: string): string {
  if (origin === 'string') return ' characters long';
  return origin === 'array' ? ' entries' : '';
}
