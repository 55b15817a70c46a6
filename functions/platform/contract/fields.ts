// The vocabulary of request and response schemas: every string is bounded, every id is typed.
import * as z from 'zod/mini';
import { AGENT_ID, type IdKind, idPattern, idPrefixes } from '../ids.ts';

/** Text of 1 to `max` characters after trimming; control characters other than tab and line breaks are refused. */
export const text = (max: number) =>
  z.string().check(
    z.trim(),
    z.minLength(1),
    z.maxLength(max),
    // oxlint-disable-next-line no-control-regex -- refusing control characters is the point
    z.regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]*$/, 'must not contain control characters'),
  );

export const id = (kind: IdKind) =>
  z.string().check(z.regex(idPattern(kind), `must be an id such as ${idPrefixes[kind]}_01J…`));

/** The subject of an agent's token, as the identity provider issues it. */
export const agentId = () => z.string().check(z.regex(AGENT_ID, 'must be the subject of the agent’s token'));

/** ISO 8601 in UTC or with an offset; kept in UTC with milliseconds. */
export const instant = () =>
  z.pipe(
    z.iso.datetime({ offset: true, error: 'must be an ISO 8601 time such as 2026-03-01T09:00:00Z' }),
    z.transform((value) => new Date(value).toISOString()),
  );

/** An instant as Rapport writes it. */
export const storedInstant = () => z.string().check(z.maxLength(32));

export const email = () =>
  z.pipe(
    z.email({ error: 'must be an e-mail address' }).check(z.maxLength(254)),
    z.transform((value) => value.toLowerCase()),
  );

/** E.164, the one form in which two spellings of a number are equal. */
export const phone = () => z.e164({ error: 'must be a phone number in E.164 form, such as +4930123456' });

export const language = () =>
  z.string().check(z.regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'must be a language tag such as en or pt-BR'));

/** An IANA zone that this runtime knows, such as Europe/Berlin. */
export const timeZone = () =>
  z.string().check(z.maxLength(64), z.refine(isTimeZone, 'must be an IANA time zone such as Europe/Berlin'));

function isTimeZone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}

export const currency = () =>
  z.string().check(z.regex(/^[A-Z]{3}$/, 'must be an ISO 4217 currency such as EUR'));

/** Money in minor units (cents) with its currency. */
export const money = () =>
  z.strictObject({ amountMinor: z.int().check(z.minimum(0), z.maximum(1e12)), currency: currency() });

export const date = () => z.iso.date({ error: 'must be a date such as 2026-03-01' });
export const isoDate = (value: unknown) => z.safeParse(date(), value).success;

export const limit = (max: number, fallback: number) =>
  z._default(
    z.coerce
      .number({ error: `must be a number from 1 to ${max}` })
      .check(z.int(), z.minimum(1), z.maximum(max)),
    fallback,
  );

export const cursor = () => z.optional(z.string().check(z.maxLength(1024)));

export const version = () => z.int().check(z.minimum(1));

/** A page of a list: `next` is the cursor of the following page, absent on the last. */
export const pageOf = <T extends z.ZodMiniType>(item: T) =>
  z.object({ items: z.array(item), next: z.optional(z.string()) });

/** A part of a list as CSV (RFC 4180). */
export const CsvPageSchema = z.object({ csv: z.string(), next: z.optional(z.string()) });
export type CsvPage = z.output<typeof CsvPageSchema>;

/** Any of the actors, as it stands on events. */
export const ActorSchema = z.object({ role: z.string(), id: z.string() });
