// Checks that a schema bounds everything in a request: no number that the table cannot hold, and no unbounded
// text, list or record.
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { routeTable } from '../../../../functions/capabilities.ts';
import {
  ActivityEventSchema,
  activityEventData,
} from '../../../../functions/customers/activity/activity-events.ts';
import {
  anyNumber,
  date,
  instant,
  isoDate,
  maxEntries,
  version,
} from '../../../../functions/platform/contract/fields.ts';
import type { Route, Schema } from '../../../../functions/platform/contract/route.ts';
import { validate } from '../../../../functions/platform/http/parse.ts';
import { type JsonSchema, schemaOf } from '../../../support/http/examples.ts';

/** Values that may be anything, because another schema checks them: each is covered below. */
const checkedLater = new Set(['ingestEvents body.events[]', 'ActivityEvent.data{}']);

/** Returns the places of a schema that have no bound. */
function unbounded(schema: JsonSchema, at: string): string[] {
  const forms = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  if (forms.length > 0) return forms.flatMap((form) => unbounded(form, at));
  if (schema.enum ?? schema.const !== undefined) return [];
  switch (schema.type) {
    case 'integer':
    case 'number':
      return isBoundedNumber(schema) ? [] : [`${at}: a number`];
    case 'string':
      return schema.maxLength !== undefined || endsSomewhere(schema.pattern) ? [] : [`${at}: a text`];
    case 'array':
      return [
        ...(schema.maxItems === undefined ? [`${at}: a list`] : []),
        ...unbounded(schema.items ?? {}, `${at}[]`),
      ];
    case 'object':
      return unboundedObject(schema, at);
    case 'boolean':
    case 'null':
      return [];
    default:
      return checkedLater.has(at) ? [] : [`${at}: anything`];
  }
}

function unboundedObject(schema: JsonSchema, at: string): string[] {
  const fields = Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
    unbounded(property, `${at}.${name}`),
  );
  const rest = schema.additionalProperties;
  if (rest === false) return fields;
  const few = schema.maxProperties !== undefined || schema.propertyNames?.enum !== undefined;
  const values = typeof rest === 'object' ? unbounded(rest, `${at}{}`) : [];
  return [...fields, ...values, ...(few ? [] : [`${at}: a record`])];
}

/** Returns whether a number is bounded, so that one more is still an integer that JSON and the table hold. */
function isBoundedNumber(schema: JsonSchema): boolean {
  const least = schema.minimum ?? schema.exclusiveMinimum ?? Number.NEGATIVE_INFINITY;
  const most = schema.maximum ?? schema.exclusiveMaximum ?? Number.POSITIVE_INFINITY;
  return least > Number.MIN_SAFE_INTEGER && most < Number.MAX_SAFE_INTEGER;
}

/** Returns whether an expression matches the whole text and repeats nothing without a limit. */
function endsSomewhere(pattern = ''): boolean {
  const bare = pattern.replaceAll(/\\./g, 'x').replaceAll(/\[[^\]]*\]/g, 'x');
  return /^\^.*\$$/.test(pattern) && !/[*+]|\{\d+,\}/.test(bare);
}

const requests = Object.values(routeTable).flatMap((table) =>
  Object.entries(table as Record<string, Route>).flatMap(([name, route]) =>
    (['params', 'query', 'body'] as const).flatMap((part) => {
      const schema = route[part];
      return schema === undefined ? [] : [{ name: `${name} ${part}`, schema }];
    }),
  ),
);
const payloads = Object.entries(activityEventData).map(([name, schema]) => ({
  name,
  schema: schema as Schema,
}));

describe('a request schema', () => {
  it.each([...requests, ...payloads])('bounds everything in $name', ({ name, schema }) => {
    expect(unbounded(schemaOf(schema), name)).toEqual([]);
  });

  it('of an event bounds everything except its payload, whose type has its own schema', () => {
    expect(unbounded(schemaOf(ActivityEventSchema), 'ActivityEvent')).toEqual([
      'ActivityEvent.data: a record',
    ]);
  });

  it.each<[string, Schema]>([
    ['a number', z.int()],
    ['a number', z.number().check(z.minimum(0))],
    ['a number', z.int().check(z.minimum(0), z.maximum(Number.MAX_SAFE_INTEGER))],
    ['a text', z.string()],
    ['a text', z.string().check(z.regex(/^a+$/))],
    ['a text', z.string().check(z.regex(/^a{2,}$/))],
    ['a text', z.string().check(z.regex(/^abc/))],
    ['a list', z.array(z.boolean())],
    ['a record', z.record(z.string(), z.boolean())],
    ['anything', z.unknown()],
  ])('is found if it leaves %s without a bound', (what, schema) => {
    expect(unbounded(schemaOf(schema), 'it')).toEqual([`it: ${what}`]);
  });

  it.each<[Schema]>([
    [version()],
    [anyNumber()],
    [instant()],
    [z.string().check(z.regex(/^[a-z+*]{1,4}(x|yz?)$/))],
    [z.record(z.string().check(z.maxLength(3)), z.boolean()).check(maxEntries(2))],
  ])('with a bound everywhere is accepted', (schema) => {
    expect(unbounded(schemaOf(schema), 'it')).toEqual([]);
  });
});

describe('a version', () => {
  it.each([1, 1e15])('%d is accepted, and one more is still exact', (value) => {
    expect(z.safeParse(version(), value).success).toBe(true);
    expect(value + 1 - value).toBe(1);
  });

  it.each([0, -1, 1.5, 1e15 + 1, 2 ** 53 - 1, 2 ** 53 + 1, 1e300])('%d is rejected', (value) => {
    expect(z.safeParse(version(), value).success).toBe(false);
  });

  it('0 says, where allowed, that there was no document', () => {
    expect(z.safeParse(version(0), 0).success).toBe(true);
  });
});

describe('a number from a client', () => {
  const taken = (value: number) => z.safeParse(anyNumber(), value).success;

  it.each([0, -0, 1e15, -1e15, 0.1, 1e-130, -1.5e-7])('%d is accepted', (value) => {
    expect(taken(value)).toBe(true);
  });

  it.each([1e15 + 1, 2 ** 53 + 1, 1e300, -1.79e308, Number.POSITIVE_INFINITY, 1e-131, 5e-324])(
    '%d is rejected, because the table cannot hold it exactly',
    (value) => {
      expect(taken(value)).toBe(false);
    },
  );
});

describe('an instant', () => {
  const read = (value: string) => z.safeParse(instant(), value).data;

  it.each([
    ['1970-01-01T00:00:00Z', '1970-01-01T00:00:00.000Z'],
    ['2199-12-31T23:59:59.999Z', '2199-12-31T23:59:59.999Z'],
    ['2199-12-31T23:59:59-12:00', '2200-01-01T11:59:59.000Z'],
    ['1970-01-01T00:00:00+23:59', '1969-12-31T00:01:00.000Z'],
    ['2026-03-01T09:00+01:00', '2026-03-01T08:00:00.000Z'],
    ['2024-02-29T00:00:00.123456789Z', '2024-02-29T00:00:00.123Z'],
    ['2000-02-29T00:00:00Z', '2000-02-29T00:00:00.000Z'],
  ])('%s is stored as %s, with a year of four digits', (sent, kept) => {
    expect(read(sent)).toBe(kept);
  });

  it.each([
    '9999-12-31T23:59:59-12:00',
    '9999-12-31T23:59:59Z',
    '2200-01-01T00:00:00Z',
    '1969-12-31T23:59:59Z',
    '0000-01-01T00:00:00Z',
    '+010000-01-01T00:00:00Z',
    '2026-02-29T00:00:00Z',
    '2100-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-03-01T24:00:00Z',
    '2026-03-01T09:00:60Z',
    '2026-03-01T09:00:00',
    '2026-03-01T09:00:00+24:00',
    '2026-03-01',
    '2026-03-01T09:00:00.Z',
    `2026-03-01T09:00:00.${'1'.repeat(10)}Z`,
    '２０２６-03-01T09:00:00Z',
  ])('%s is rejected, and the field is named', (sent) => {
    expect(validate(z.strictObject({ dueAt: instant() }), { dueAt: sent }, 'body')).toEqual({
      issues: [
        {
          path: 'body.dueAt',
          message: 'must be an ISO 8601 time from 1970 to 2199, such as 2026-03-01T09:00:00Z',
        },
      ],
    });
  });

  it('agrees with the calendar on every day of its years', () => {
    for (let at = Date.UTC(1969, 11, 1); at < Date.UTC(2200, 1, 1); at += 86_400_000) {
      const text = new Date(at).toISOString();
      expect(read(text)).toBe(text >= '1970' && text < '2200' ? text : undefined);
    }
    for (const year of [1970, 1972, 2000, 2024, 2100, 2199])
      for (let month = 1; month <= 12; month += 1) {
        const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
        const day = (of: number) => `${year}-${String(month).padStart(2, '0')}-${of}`;
        expect(z.safeParse(date(), day(days)).success).toBe(true);
        expect(z.safeParse(date(), day(days + 1)).success).toBe(false);
      }
  });
});

it('a date in a custom field may be in any year', () => {
  expect(isoDate('1948-05-17')).toBe(true);
  expect(isoDate('1948-02-30')).toBe(false);
});
