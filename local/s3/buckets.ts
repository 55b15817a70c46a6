// Reads from the template which web pages may read the buckets (CORS).

import { ownProperty } from '../../functions/platform/own-property.ts';
import type { Deployment } from '../template/deployment.ts';
import { isObject, type JsonObject } from '../template/intrinsics.ts';
import { valueAt } from '../template/read-property.ts';

interface CorsRule {
  origins: string[];
  methods: string[];
  headers: string[];
  expose: string[];
  maxAgeSeconds?: number;
}

/** The CORS rules by bucket name. */
export type BucketCors = Map<string, CorsRule[]>;

export const readBucketCors = (deployment: Deployment): BucketCors =>
  new Map(
    deployment.ofType('AWS::S3::Bucket').map(({ ref, properties }) => {
      const rules = valueAt(properties, 'CorsConfiguration.CorsRules');
      return [ref, Array.isArray(rules) ? rules.filter(isObject).map(ruleOf) : []];
    }),
  );

const ruleOf = (rule: JsonObject): CorsRule => {
  const list = (name: string): string[] => [ownProperty(rule, name) ?? []].flat().map(String);
  return {
    origins: list('AllowedOrigins'),
    methods: list('AllowedMethods'),
    headers: list('AllowedHeaders').map((name) => name.toLowerCase()),
    expose: list('ExposedHeaders'),
    ...(rule.MaxAge === undefined ? {} : { maxAgeSeconds: Number(rule.MaxAge) }),
  };
};

interface CrossOrigin {
  origin: string;
  method: string;
  /** The header names that a preflight asks for. */
  headers?: string[];
}

/**
 * Returns the headers with which S3 lets a page of another origin read an answer; undefined if
 * no rule allows it.
 */
export const corsOf = (rules: CorsRule[], wanted: CrossOrigin): Record<string, string> | undefined => {
  const rule = rules.find(
    ({ origins, methods, headers }) =>
      origins.some((one) => one === '*' || one === wanted.origin) &&
      methods.includes(wanted.method) &&
      (wanted.headers ?? []).every((name) => headers.includes('*') || headers.includes(name)),
  );
  if (rule === undefined) return undefined;
  const preflight = wanted.headers !== undefined;
  return {
    'access-control-allow-origin': rule.origins.includes('*') ? '*' : wanted.origin,
    'access-control-allow-methods': rule.methods.join(', '),
    ...(rule.expose.length === 0 ? {} : { 'access-control-expose-headers': rule.expose.join(', ') }),
    ...(preflight && wanted.headers?.length !== 0
      ? { 'access-control-allow-headers': wanted.headers?.join(', ') ?? '' }
      : {}),
    ...(preflight && rule.maxAgeSeconds !== undefined
      ? { 'access-control-max-age': String(rule.maxAgeSeconds) }
      : {}),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
};
