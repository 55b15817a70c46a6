// What of a ticket a message event must carry. The thread page hands these facts out as an opaque `state`; a message that
// brings it back is written in one round trip, because the write itself checks that they still hold.
import * as z from 'zod/mini';
import type { Condition } from '../platform/table/write.ts';
import { channels, priorities, type Ticket } from './ticket.ts';

export type TicketFacts = Pick<Ticket, 'customerId' | 'channel' | 'priority'>;

const FactsSchema = z.tuple([z.string().check(z.maxLength(64)), z.enum(channels), z.enum(priorities)]);

export function encodeFacts({ customerId, channel, priority }: TicketFacts): string {
  return Buffer.from(JSON.stringify([customerId, channel, priority])).toString('base64url');
}

/** The facts of a `state`, or undefined when it was not made by `encodeFacts`. They are a claim until the write checks them. */
export function decodeFacts(state: string): TicketFacts | undefined {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(state, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
  const result = z.safeParse(FactsSchema, value);
  if (!result.success) return undefined;
  const [customerId, channel, priority] = result.data;
  return { customerId, channel, priority };
}

/** Holds when the facts are those of the stored ticket and `further` holds too. */
export function factsHold(
  { customerId, channel, priority }: TicketFacts,
  further: string,
  values: Record<string, unknown> = {},
): Condition {
  return {
    expression: `#row.#customerId = :customerId AND #row.#channel = :channel AND #row.#priority = :priority AND ${further}`,
    values: { customerId, channel, priority, ...values },
  };
}
