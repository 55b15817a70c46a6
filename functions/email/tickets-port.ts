// The only file through which the email capability writes to tickets.
import { detectThanks } from '../intelligence/index.ts';
import type { Context } from '../platform/context.ts';
import type { Outcome } from '../platform/table/outcome.ts';
import type { Table } from '../platform/table/table.ts';
import type { Write } from '../platform/table/write.ts';
import {
  type AddMessage,
  commitMessage,
  commitOpening,
  type MessageParts,
  needsFollowUp,
  type Ticket,
  type Unverified,
} from '../tickets/index.ts';

/** A message made from an inbound email. */
export interface IncomingMessage extends MessageParts {
  message: string;
}

/**
 * Returns true if an answer belongs on this ticket, or on the one it was merged into, and not on a follow-up.
 */
export const acceptsReplies = (ticket: Ticket, now: Date): boolean =>
  ticket.mergedInto !== undefined || !needsFollowUp(ticket, now);

export interface Opening extends IncomingMessage {
  customerId: string;
  subject: string;
  followUpOf?: string;
  also: readonly Write[];
}

/**
 * Opens a ticket of channel `email` with the email as its first message, and commits `also` in the same
 * transaction. If the sender is not verified, the actor is the system and not the customer, who does not see
 * the ticket.
 */
export function openTicketByEmail(
  table: Table,
  opening: Opening,
  context: Context,
): Promise<Outcome<unknown>> {
  const { also, ...request } = opening;
  const actingContext = request.unverified ? context : asCustomer(request.customerId, context);
  return commitOpening(table, { ...request, channel: 'email' }, 'customer', actingContext, also);
}

/**
 * Adds the email as a message of the ticket's customer. It wakes or reopens the ticket as a portal message
 * does.
 */
export function addCustomerReply(
  table: Table,
  ticket: Ticket,
  incoming: IncomingMessage,
  also: readonly Write[],
  context: Context,
): Promise<Outcome<unknown>> {
  const found = detectThanks(incoming.message);
  const thanks = found.isThanks ? found.reason : undefined;
  const message = { ticketId: ticket.id, visibility: 'public', automatic: false, ...incoming } as const;
  return add(table, { ...message, also, thanks }, asCustomer(ticket.customerId, context));
}

/**
 * Adds an email whose sender is not verified as a message that only staff see. It wakes and reopens the
 * ticket, so that somebody looks at it, but it does not count as the customer's own message.
 */
export const addUnverifiedReply = (
  table: Table,
  ticket: Ticket,
  incoming: IncomingMessage & { unverified: Unverified },
  also: readonly Write[],
  context: Context,
): Promise<Outcome<unknown>> => addInternalNote(table, ticket.id, incoming, also, context);

/** Adds a note that only staff see and that does not count as a reply. */
export const addInternalNote = (
  table: Table,
  ticketId: string,
  incoming: IncomingMessage,
  also: readonly Write[],
  context: Context,
): Promise<Outcome<unknown>> =>
  add(table, { ticketId, visibility: 'internal', automatic: true, ...incoming, also }, context);

const add = (table: Table, message: AddMessage, context: Context): Promise<Outcome<unknown>> =>
  commitMessage(table, message, context, (receipt) => receipt);

const asCustomer = (customerId: string, context: Context): Context => ({
  ...context,
  actor: { role: 'customer', id: customerId },
});
