// Builds requests from the schemas of the route table in which every free text is a given name.
import * as z from 'zod/mini';
import type { Route, Schema } from '../../../functions/platform/contract/route.ts';
import { NOON } from '../context.ts';
import type { Call, Json } from './call-api.ts';

/** Property names that every object inherits. */
export const inheritedNames = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'] as const;

const jsonSchemaOf = (schema: Schema): Json =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' });

/** Returns one call for each alternative of the body, with all optional fields present. */
export function callsNaming(route: Route, name: string): Call[] {
  const texts = (schema: Schema | undefined): Record<string, string> | undefined => {
    if (!schema) return undefined;
    const all = Object.entries(valueOf(jsonSchemaOf(schema), name) as Record<string, unknown>);
    return Object.fromEntries(all.map(([key, value]) => [key, String(value)]));
  };
  const params = texts(route.params);
  const query = texts(route.query);
  const bodies = route.body
    ? alternativesOf(jsonSchemaOf(route.body)).map((one) => valueOf(one, name))
    : [undefined];
  return bodies.map((body) => ({
    ...(params ? { params } : {}),
    ...(query ? { query } : {}),
    ...(body === undefined ? {} : { body }),
  }));
}

const alternativesOf = (schema: Json): Json[] => schema.anyOf ?? schema.oneOf ?? [schema];

function valueOf(schema: Json, name: string): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf || schema.oneOf) return valueOf(alternativesOf(schema)[0], name);
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((one: Json) => valueOf(one, name)));
  switch (schema.type) {
    case 'string':
      return textOf(schema, name);
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 1, 1);
    case 'boolean':
      return true;
    case 'array':
      return Array.from({ length: Math.max(schema.minItems ?? 1, 1) }, () =>
        valueOf(schema.items ?? {}, name),
      );
    case 'object':
      return objectOf(schema, name);
    default:
      return name;
  }
}

/** Builds an object; even `__proto__` becomes an own key, as in JSON. */
function objectOf(schema: Json, name: string): unknown {
  const known = Object.entries(schema.properties ?? {}).map(([key, one]) => [key, valueOf(one, name)]);
  const any = schema.additionalProperties;
  const free = any && typeof any === 'object' ? [[name, valueOf(any, name)]] : [];
  return Object.fromEntries([...known, ...free]);
}

function textOf({ pattern, format, maxLength = Infinity }: Json, name: string): string {
  if (format === 'date-time') return NOON;
  if (format === 'date') return NOON.slice(0, 10);
  if (format === 'email') return `${name.replaceAll('_', 'x')}@example.org`;
  if (format === 'uri') return `https://example.org/${name}`;
  const fits = (text: string) =>
    text.length <= maxLength && (!pattern || new RegExp(pattern, 'u').test(text));
  const samples = [name, name.toLowerCase(), ...idsOf(pattern), '09:00', '17:00', 'en', 'EUR', '+4930123456'];
  return samples.find(fits) ?? name;
}

/** Returns an id of the kind that a pattern requires. */
function idsOf(pattern: string | undefined): string[] {
  const prefix = /^\^([a-z]{2,4}_)/.exec(pattern ?? '')?.[1];
  return prefix ? [`${prefix}01ARZ3NDEKTSV4RRFFQ69G5FAV`] : [];
}
