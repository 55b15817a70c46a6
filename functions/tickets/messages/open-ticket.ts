import { customerExistsCheck } from '../../customers/index.ts';
import type { Context } from '../../platform/context.ts';
import { parseStored } from '../../platform/events/parse-event.ts';
import { commit } from '../../platform/table/commit.ts';
import { keys } from '../../platform/table/keys.ts';
import { eventOf, type NewEvent } from '../../platform/table/new-event.ts';
import { type Outcome, requireCommitted } from '../../platform/table/outcome.ts';
import { stale } from '../../platform/table/refusal.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import { create, type Write } from '../../platform/table/write.ts';
import { attachmentPointerWrites } from '../attachments/attachment-pointer.ts';
import { openedTicket } from '../core/lifecycle.ts';
import { ticketOpened } from '../core/new-events.ts';
import { inheritSensitivity } from '../core/require-training.ts';
import type { OpenTicket, Ticket } from '../core/ticket.ts';
import { createTicket, loadTicket } from '../core/ticket-store.ts';
import { type MessageParts, TicketOpened } from '../events.ts';

type AlsoOnOpening = readonly Write[] | ((ticket: Ticket) => readonly Write[]);

/**
 * Opens a ticket in one round trip, a follow-up in two. The transaction has the ticket, the opening event
 * with the first message, and a check that the customer exists. The opening event is the idempotency marker.
 * A request with attachments gets a separate marker like other requests, because a repeated request no longer
 * finds its uploads and must be recognised before. Refuses an unknown customer with `customer.not_found`.
 * `also` are writes of the caller in the same transaction.
 */
export const openTicket = (
  table: Table,
  request: OpenTicket & MessageParts,
  openedBy: Ticket['openedBy'],
  context: Context,
  also: AlsoOnOpening = [],
): Promise<Ticket> => requireCommitted(commitOpening(table, request, openedBy, context, also));

/** Opens a ticket as `openTicket` does, and returns the outcome of the commit. */
export async function commitOpening(
  table: Table,
  request: OpenTicket & MessageParts,
  openedBy: Ticket['openedBy'],
  context: Context,
  also: AlsoOnOpening = [],
): Promise<Outcome<Ticket>> {
  const opened = openedTicket(context.ids.next('ticket'), request, openedBy, context.now.toISOString());
  const ticket = await withInheritedSensitivity(table, opened);
  const event = ticketOpened(ticket, firstMessage(request));
  const writes = [
    ...(typeof also === 'function' ? also(ticket) : also),
    createTicket(ticket),
    ...attachmentPointerWrites(ticket.customerId, keys.openingEvent(event.owner), request.attachments),
    customerExistsCheck(ticket.customerId),
  ];
  if (context.idempotencyKey && request.attachments)
    return commit(table, context, { writes: [...writes, openingEvent(event, context)], answer: ticket });
  return commit(table, context, { opening: { event, answer: ticketOfOpening }, writes, answer: ticket });
}

/**
 * Copies the sensitivity of the ticket that a follow-up continues, unless that ticket belongs to another
 * customer.
 */
async function withInheritedSensitivity(table: Table, ticket: Ticket): Promise<Ticket> {
  const before = ticket.followUpOf === undefined ? undefined : await loadTicket(table, ticket.followUpOf);
  return before?.customerId === ticket.customerId ? inheritSensitivity(ticket, before) : ticket;
}

const openingEvent = (event: NewEvent, context: Context): Write =>
  create(keys.openingEvent(event.owner), { ...eventOf(event, context), t: 'event' }, stale);

const firstMessage = ({
  message,
  unverified,
  mail,
  attachments,
  call,
}: { message: string } & MessageParts) => ({
  message,
  unverified,
  mail,
  attachments,
  call,
});

/** Returns the first answer again, from the stored opening event. */
function ticketOfOpening(item: Item) {
  const { at, customerId = '', data } = parseStored(TicketOpened, item);
  return openedTicket(data.ticketId, { ...data, customerId }, data.openedBy, at);
}

/**
 * Plans a follow-up: returns the writes that open a new ticket linked to a closed one, for the transaction of
 * the message that caused it. The idempotency marker is that of the message, not the opening event.
 */
export function followUp(
  ticket: Ticket,
  first: { message: string } & MessageParts,
  context: Context,
): { ticketId: string; writes: Write[] } {
  const { customerId, channel, subject, language, id: followUpOf } = ticket;
  const { message, unverified } = first;
  const request = { customerId, channel, subject, language, message, unverified, followUpOf };
  const opened = openedTicket(context.ids.next('ticket'), request, 'customer', context.now.toISOString());
  const next = inheritSensitivity(opened, ticket);
  const event = ticketOpened(next, firstMessage(first));
  const files = attachmentPointerWrites(customerId, keys.openingEvent(event.owner), first.attachments);
  return { ticketId: next.id, writes: [createTicket(next), openingEvent(event, context), ...files] };
}
