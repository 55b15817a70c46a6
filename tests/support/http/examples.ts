// Builds example requests of an operation from its schemas: the same in every run, and as small as allowed.
import fc from 'fast-check';
import { jsonSchema } from '../../../functions/platform/contract/named-schemas.ts';
import type { Route, Schema } from '../../../functions/platform/contract/route.ts';

export interface Example {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
}

export interface JsonSchema {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  propertyNames?: JsonSchema;
  maxProperties?: number;
  items?: JsonSchema;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  exclusiveMaximum?: number;
}

export const schemaOf = (schema: Schema): JsonSchema => jsonSchema(schema, 'input') as JsonSchema;

/** Realistic texts; the first that fits is used. */
const words = [
  'a',
  'parcels',
  'en',
  'EUR',
  'Europe/Berlin',
  'ada@example.org',
  '+4930123456',
  '2026-03-10',
  '2100-01-01T09:00:00Z',
  '2026-03',
  '09:00',
];

/**
 * Returns an example value that fits the schema. A text field takes the value that `known` has under its
 * name.
 * @param name the name of the field
 */
function exampleOf(schema: JsonSchema, known: Record<string, unknown>, name = ''): unknown {
  if (known[name] !== undefined && schema.type === 'string') return known[name];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const form = schema.anyOf?.[0] ?? schema.oneOf?.[0];
  if (form) return exampleOf(form, known, name);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((field) => [
          field,
          exampleOf(schema.properties?.[field] ?? {}, known, field),
        ]),
      );
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => exampleOf(schema.items ?? {}, known));
    case 'integer':
    case 'number':
      return Math.min(Math.max(1, schema.minimum ?? 1), schema.maximum ?? 1);
    case 'boolean':
      return false;
    case 'string':
      return textOf(schema);
    default:
      return undefined;
  }
}

function textOf({
  pattern,
  minLength = 0,
  maxLength = Number.POSITIVE_INFINITY,
  format,
}: JsonSchema): string {
  if (format === 'email') return 'ada@example.org';
  const expression = pattern === undefined ? /^/ : new RegExp(pattern, 'u');
  const fits = (text: string) =>
    expression.test(text) && text.length >= minLength && text.length <= maxLength;
  const word = [...words, 'a'.repeat(minLength)].find(fits);
  return word ?? fc.sample(fc.stringMatching(expression).filter(fits), { seed: 1, numRuns: 1 })[0] ?? '';
}

/** Returns an example request of the operation, with the given values instead of generated ones. */
export function exampleCall(route: Route, known: Record<string, unknown>, given: Example = {}): Example {
  const part = (schema: Schema | undefined, over: unknown) =>
    schema === undefined ? undefined : merged(exampleOf(schemaOf(schema), known), over);
  return {
    params: part(route.params, given.params) as Record<string, string>,
    query: part(route.query, given.query) as Record<string, unknown>,
    body: part(route.body, given.body),
  };
}

const merged = (value: unknown, over: unknown) =>
  typeof value === 'object' && typeof over === 'object' ? { ...value, ...over } : (over ?? value);

/** Returns the paths of all typed ids in a schema, such as `['ticketIds', 0]`, including optional ones. */
export function idPlaces(
  schema: JsonSchema,
  at: (string | number)[] = [],
): { at: (string | number)[]; kind: string }[] {
  const kind = /^\^([a-z]{3})_/.exec(schema.pattern ?? '')?.[1];
  if (kind !== undefined) return [{ at, kind }];
  return [
    ...Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
      idPlaces(property, [...at, name]),
    ),
    ...(schema.items ? idPlaces(schema.items, [...at, 0]) : []),
    ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap((form) => idPlaces(form, at)),
  ];
}

/** Returns the value with another value at a path; missing parents are created. */
export function withAt(value: unknown, at: readonly (string | number)[], put: unknown): unknown {
  const [first, ...rest] = at;
  if (first === undefined) return put;
  if (typeof first === 'number') {
    const list = Array.isArray(value) ? [...value] : [];
    list[first] = withAt(list[first], rest, put);
    return list;
  }
  const object = (value ?? {}) as Record<string, unknown>;
  return { ...object, [first]: withAt(object[first], rest, put) };
}
