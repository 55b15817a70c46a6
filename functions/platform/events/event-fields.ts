// Shapes that the events of several capabilities share. They are looser than request schemas: their data was
// checked on arrival.
import * as z from 'zod/mini';

/** Money in minor units. */
export const MoneySchema = z.object({ amountMinor: z.int(), currency: z.string() });
