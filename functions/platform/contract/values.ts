// Values that many schemas share as one. A file of their own: a bundle that uses none of them leaves it out.
import * as z from 'zod/mini';

/** An instant as Rapport writes it. */
export const TimestampSchema = z.string().check(z.maxLength(32));

export const currency = () =>
  z.string().check(z.regex(/^[A-Z]{3}$/, 'must be an ISO 4217 currency such as EUR'));

/** Money in minor units (cents) with its currency. */
export const MoneySchema = z.strictObject({
  amountMinor: z.int().check(z.minimum(0), z.maximum(1e12)),
  currency: currency(),
});
