// Seals the snapshot of a ticket into an opaque ticket token. Clients that are shown a ticket receive the
// token; a message that sends it back is written in one round trip. A client cannot read or change it, or use
// it for another ticket or as somebody else (docs/adr/0004).
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

/** Returns the audience to which a token is sealed: all staff, or one customer. */
const audienceOf = (ticketId: string, { role, id }: Actor) =>
  ['ticketToken', ticketId, ...(role === 'customer' ? ['customer', id] : ['staff'])].join('.');

async function ticketTokenOf(ring: Keyring, ticket: Ticket, actor: Actor): Promise<string> {
  const { id, customerId, channel, priority, unverified, version } = ticket;
  const facts = JSON.stringify([customerId, channel, priority, ...(unverified ? [unverified] : [])]);
  // Includes the version; otherwise a customer could see that a priority has returned to an earlier value.
  return seal(ring, audienceOf(id, actor), facts, String(version));
}

/**
 * Returns the snapshot from a ticket token that the actor received with this ticket; undefined for any other
 * text, and the ticket is then read as without a token. The snapshot may be outdated; the write checks that
 * it still holds.
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

/** Adds the ticket token to an answer that is a ticket. */
export const withTicketToken = (ring: Keyring) => (answer: unknown, context: Context) =>
  addTicketToken(ring, answer as Ticket, context);

/** Adds the ticket token to the `ticket` of an answer, if it has one. */
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
