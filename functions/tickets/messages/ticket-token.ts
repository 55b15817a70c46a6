// What of a ticket a message event must carry: its facts. Whoever is shown a ticket is given them as an opaque `ticketToken`; a
// message that brings it back is written in one round trip. It is sealed: a client cannot read it, change it, or use it for
// another ticket or as somebody else (docs/adr/0004).
import * as z from 'zod/mini';
import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/contract/roles.ts';
import type { Keyring } from '../../platform/signing/keyring.ts';
import { seal, unseal } from '../../platform/signing/seal.ts';
import { ChannelSchema, PrioritySchema, type Ticket } from '../core/ticket.ts';
import type { TicketSnapshot } from '../core/ticket-snapshot.ts';

export const TICKET_TOKEN_KEY = 'ticket_token';

const SnapshotSchema = z.tuple([
  z.string(),
  ChannelSchema,
  PrioritySchema,
  /** Set for an unverified ticket, which no customer is shown. */
  z.optional(z.literal(true)),
]);

/** For whom it is: staff among themselves, or this customer. */
const audienceOf = (ticketId: string, { role, id }: Actor) =>
  ['ticketToken', ticketId, ...(role === 'customer' ? ['customer', id] : ['staff'])].join('.');

async function ticketTokenOf(ring: Keyring, ticket: Ticket, actor: Actor): Promise<string> {
  const { id, customerId, channel, priority, unverified, version } = ticket;
  const facts = JSON.stringify([customerId, channel, priority, ...(unverified ? [unverified] : [])]);
  // Includes the version; otherwise a customer could see that a priority has returned to an earlier value.
  return seal(ring, audienceOf(id, actor), facts, String(version));
}

/**
 * The facts of a `ticketToken` that the actor was given with this ticket. Undefined for any other text: whoever brings one is no
 * worse off than without, the ticket is read. They may be old, and the write checks that they still hold.
 */
export async function snapshotFromToken(
  ring: Keyring,
  ticketToken: string | undefined,
  ticketId: string,
  actor: Actor,
): Promise<TicketSnapshot | undefined> {
  const text =
    ticketToken === undefined ? undefined : await unseal(ring, audienceOf(ticketId, actor), ticketToken);
  if (text === undefined) return undefined;
  const [customerId, channel, priority, unverified] = z.parse(SnapshotSchema, JSON.parse(text));
  return {
    customerId: actor.role === 'customer' ? actor.id : customerId,
    channel,
    priority,
    ...(unverified ? { unverified } : {}),
  };
}

/** Adds the ticketToken to an answer that is a ticket. */
export const withTicketToken = (ring: Keyring) => (answer: unknown, context: Context) =>
  addTicketToken(ring, answer as Ticket, context);

/** Adds the ticketToken to the `ticket` of an answer, where it has one. */
export const withNestedTicketToken =
  (ring: Keyring) =>
  async (answer: unknown, context: Context): Promise<unknown> => {
    const whole = answer as { ticket?: Ticket };
    return whole.ticket ? { ...whole, ticket: await addTicketToken(ring, whole.ticket, context) } : whole;
  };

const addTicketToken = async (ring: Keyring, ticket: Ticket, { actor }: Context) => ({
  ...ticket,
  ticketToken: await ticketTokenOf(ring, ticket, actor),
});
