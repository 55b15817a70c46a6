// The building blocks of request and response schemas: every string has a bound, every id has a type.
import * as z from 'zod/mini';
import { AGENT_ID, type IdKind, idPattern, idPrefixes } from '../ids.ts';
import { MoneySchema, moneyOfAtLeast, TimestampSchema } from './values.ts';
import { MAX_VERSION } from './version.ts';

/**
 * Accepts text of 1 to `max` characters after trimming; refuses control characters except
 * tab and line breaks.
 */
export const text = (max: number) =>
  z.string().check(
    z.trim(),
    z.minLength(1),
    z.maxLength(max),
    // oxlint-disable-next-line no-control-regex -- refusing control characters is the point
    z.regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/, 'must not contain control characters'),
  );

export const id = (kind: IdKind) =>
  z.string().check(z.regex(idPattern(kind), `must be an ID such as ${idPrefixes[kind]}_01J…`));

/** Accepts the subject of an agent's token, as the identity provider issues it. */
export const agentId = () => z.string().check(z.regex(AGENT_ID, 'must be the subject of the agent’s token'));

/**
 * Matches days from 1970 to 2199. Times are compared as text, which works only for years with four digits;
 * the upper bound leaves room for an offset and for whatever is added to a time, such as a grace period.
 */
const leapYear =
  '(?:19(?:7[26]|8[048]|9[26])|20(?:[02468][048]|[13579][26])|21(?:0[48]|[2468][048]|[13579][26]))';
const monthAndDay =
  '(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))';
const day = `(?:(?:19[7-9][0-9]|2[01][0-9]{2})-${monthAndDay}|${leapYear}-02-29)`;
const hourAndMinute = '(?:[01][0-9]|2[0-3]):[0-5][0-9]';
const time = `${hourAndMinute}(?::[0-5][0-9](?:\\.[0-9]{1,9})?)?`;
export const datePattern = new RegExp(`^${day}$`);
export const instantPattern = new RegExp(`^${day}T${time}(?:Z|[+-]${hourAndMinute})$`);

/**
 * Accepts an ISO 8601 time in UTC or with an offset, in a year from 1970 to 2199; converts it
 * to UTC with milliseconds.
 */
export const instant = () =>
  z.pipe(
    z
      .string()
      .check(
        z.regex(instantPattern, 'must be an ISO 8601 time from 1970 to 2199, such as 2026-03-01T09:00:00Z'),
      ),
    z.transform((value) => new Date(value).toISOString()),
  );

/** Accepts an instant as Rapport writes it. */
export const storedInstant = () => TimestampSchema;

export const email = () =>
  z.pipe(
    z.email({ error: 'must be an email address' }).check(z.maxLength(254)),
    z.transform((value) => value.toLowerCase()),
  );

/** Accepts E.164, the only form in which one phone number has one spelling. */
export const phone = () => z.e164({ error: 'must be a phone number in E.164 form, such as +4930123456' });

export const language = () =>
  z.string().check(z.regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'must be a language tag such as en or pt-BR'));

/** Accepts an IANA time zone that this runtime knows, such as Europe/Berlin. */
export const timeZone = () =>
  z.string().check(z.maxLength(64), z.refine(isTimeZone, 'must be an IANA time zone such as Europe/Berlin'));

function isTimeZone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

/** Accepts money in minor units (cents) with its currency. */
export const money = () => MoneySchema;
/** Accepts money of at least one minor unit. */
export const positiveMoney = () => moneyOfAtLeast(1);

/** Accepts a day in a year from 1970 to 2199. */
export const date = () =>
  z.string().check(z.regex(datePattern, 'must be a date from 1970 to 2199, such as 2026-03-01'));
/** Accepts a day of any year, such as a date of birth. */
export const isoDate = (value: unknown) => z.safeParse(z.iso.date(), value).success;

export const limit = (max: number, fallback: number) =>
  z._default(
    z.coerce
      .number({ error: `must be a number from 1 to ${max}` })
      .check(z.int(), z.minimum(1), z.maximum(max)),
    fallback,
  );

export const cursor = () => z.optional(z.string().check(z.maxLength(1024)));

/**
 * Accepts the version that a client read, from 1; 0, where `least` allows it, means that
 * there was no document.
 */
export const version = (least: 0 | 1 = 1) => z.int().check(z.minimum(least), z.maximum(MAX_VERSION));

/** Limits the number of entries of a record. The OpenAPI document states it as `maxProperties`. */
export const maxEntries = (most: number, of = 'entries') =>
  z.refine<object>((record) => Object.keys(record).length <= most, {
    error: `must hold at most ${most} ${of}`,
    params: { maxProperties: most },
  });

/**
 * Accepts a client's number, whole or not, that JSON and the table can hold: nothing larger, and nothing too
 * close to zero.
 */
export const anyNumber = () =>
  z.number().check(
    z.minimum(-1e15),
    z.maximum(1e15),
    z.refine((value) => value === 0 || Math.abs(value) >= 1e-130, 'must not be this close to zero'),
  );

/** Describes a page of a list: `next` is the cursor of the next page and is absent on the last one. */
export const pageOf = <T extends z.ZodMiniType>(item: T) =>
  z.object({ items: z.array(item), next: z.optional(z.string()) });

/** A part of a list as CSV (RFC 4180). */
export const CsvPageSchema = z.object({ csv: z.string(), next: z.optional(z.string()) });
export type CsvPage = z.output<typeof CsvPageSchema>;

/** An actor as events carry it. */
export const ActorSchema = z.object({ role: z.string(), id: z.string() });
