// Values that many schemas share as one object. They have their own file, so that a bundle that uses none of
// them leaves it out.
import * as z from 'zod/mini';

/** An instant as Rapport writes it. */
export const TimestampSchema = z.string().check(z.maxLength(32));

export const currency = () =>
  z.string().check(z.regex(/^[A-Z]{3}$/, 'must be an ISO 4217 currency such as EUR'));

/** The largest amount of money, in minor units. */
export const MAX_AMOUNT_MINOR = 1e12;

/** Accepts money in minor units (cents) with its currency, of at least `least`. */
export const moneyOfAtLeast = (least: number) =>
  z.strictObject({
    amountMinor: z.int().check(z.minimum(least), z.maximum(MAX_AMOUNT_MINOR)),
    currency: currency(),
  });
export const MoneySchema = moneyOfAtLeast(0);

/** Accepts a name that people choose and that stands in paths, such as the id of a queue, topic or skill. */
export const configName = () =>
  z.string().check(z.regex(/^[a-z0-9_-]{1,40}$/, 'must be 1 to 40 of a–z, 0–9, _ and -'));
