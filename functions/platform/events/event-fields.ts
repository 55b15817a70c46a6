// Shapes that the events of several capabilities share. Looser than those of requests: what is read was checked when it came.
import * as z from 'zod/mini';

/** Money in minor units. */
export const MoneySchema = z.object({ amountMinor: z.int(), currency: z.string() });
