// All that the mailroom asks of tickets, in one place.
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

/** A message as the mailroom has made it of a mail. */
export interface IncomingMessage extends MessageParts {
  message: string;
}

/** Whether an answer goes to this ticket, or to the one it was merged into, and not to a follow-up. */
export const acceptsReplies = (ticket: Ticket, now: Date): boolean =>
  ticket.mergedInto !== undefined || !needsFollowUp(ticket, now);

export interface Opening extends IncomingMessage {
  customerId: string;
  subject: string;
  followUpOf?: string;
  also: readonly Write[];
}

/**
 * Opens a ticket of channel e-mail with the mail as its first message, and `also` in the same transaction. An unverified
 * one is opened by Rapport and not by the customer, who does not see it.
 */
export function openTicketByEmail(
  table: Table,
  opening: Opening,
  context: Context,
): Promise<Outcome<unknown>> {
  const { also, ...request } = opening;
  const own = request.unverified ? context : asCustomer(request.customerId, context);
  return commitOpening(table, { ...request, channel: 'email' }, 'customer', own, also);
}

/** Adds the mail as a message of the ticket's customer: it wakes or reopens the ticket as one from the portal does. */
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
 * Adds a mail that its sender has no proof to be the customer's: staff alone see it. It wakes and reopens the ticket, so that
 * somebody looks at it, and says nothing for the customer.
 */
export const addUnverifiedReply = (
  table: Table,
  ticket: Ticket,
  incoming: IncomingMessage & { unverified: Unverified },
  also: readonly Write[],
  context: Context,
): Promise<Outcome<unknown>> => addInternalNote(table, ticket.id, incoming, also, context);

/** Adds a note that only staff see, and that counts as nobody's reply. */
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
