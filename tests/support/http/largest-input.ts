// Builds the largest value in bytes that a schema accepts, to test the limits of a request.
import * as z from 'zod/mini';
import type { Schema } from '../../../functions/platform/contract/route.ts';
import { NOON } from '../context.ts';
import type { Json } from './call-api.ts';

/**
 * `WIDE` has three bytes per UTF-16 unit, the maximum; `PAIR` has four bytes, for patterns that count
 * characters.
 */
const WIDE = '中';
const PAIR = '𠮷';

/** Returns a largest JSON value of a schema. Lists without a limit get `unbounded` entries. */
export const largestOf = (schema: Schema, unbounded = 100): Json =>
  largest(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }), unbounded);

export const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value) ?? '');

function largest(schema: Json, unbounded: number): Json {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return longest(schema.enum);
  if (schema.anyOf || schema.oneOf)
    return longest((schema.anyOf ?? schema.oneOf).map((one: Json) => largest(one, unbounded)));
  switch (schema.type) {
    case 'string':
      return textOf(schema);
    case 'integer':
    case 'number':
      return Math.min(schema.maximum ?? Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
    case 'boolean':
      return false;
    case 'array':
      return Array.from({ length: schema.maxItems ?? unbounded }, () =>
        largest(schema.items ?? {}, unbounded),
      );
    case 'object':
      return objectOf(schema, unbounded);
    default:
      return null;
  }
}

function objectOf(
  { properties = {}, additionalProperties: any, propertyNames }: Json,
  unbounded: number,
): Json {
  const known = Object.entries(properties).map(([key, one]) => [key, largest(one, unbounded)]);
  if (!any || typeof any !== 'object') return Object.fromEntries(known);
  const key = String(propertyNames ? largest(propertyNames, unbounded) : PAIR.repeat(20));
  const keys = Array.from({ length: 50 }, (_, index) => `${index}${key}`.slice(0, key.length));
  return Object.fromEntries([...known, ...keys.map((name) => [name, largest(any, unbounded)])]);
}

function textOf({ pattern, format, maxLength }: Json): string {
  if (format) return NOON;
  const counted = [...(pattern ?? '').matchAll(/\{(?:\d+,)?(\d+)\}/g)].map(([, most]) => Number(most));
  const length = maxLength ?? (counted.length > 0 ? Math.max(...counted) + 1 : 100);
  const fits = (text: string) =>
    (maxLength === undefined || text.length <= maxLength) &&
    (!pattern || new RegExp(pattern, 'u').test(text));
  const samples = [PAIR, WIDE, 'a', '0'].flatMap((one) => [one.repeat(length), one.repeat(length - 1)]);
  return samples.find(fits) ?? 'x'.repeat(length);
}

const longest = (values: Json[]): Json =>
  values.reduce((best, value) => (bytesOf(value) > bytesOf(best) ? value : best));
