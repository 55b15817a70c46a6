import type { Context } from '../platform/context.ts';
import { DomainError } from '../platform/errors.ts';
import { commit } from '../platform/table/commit.ts';
import { keys } from '../platform/table/keys.ts';
import type { Item, Table } from '../platform/table/table.ts';
import { exists, type Write } from '../platform/table/write.ts';
import { type OpeningParts, type TicketOpened, ticketOpened } from './events.ts';
import { openedTicket } from './lifecycle.ts';
import { createTicket } from './store.ts';
import type { OpenTicketRequest, Ticket } from './ticket.ts';
import { ticketView } from './views.ts';

/**
 * Opens a ticket in one round trip: ticket, opening event with the first message, and the proof that the customer
 * exists. The opening event is the idempotency marker. What `also` writes is in the same transaction. Refuses an unknown customer with `customer.not_found`.
 */
export async function openTicket(
  table: Table,
  request: OpenTicketRequest,
  openedBy: Ticket['openedBy'],
  context: Context,
  extra: OpeningParts & { also?: readonly Write[] } = {},
): Promise<ReturnType<typeof ticketView>> {
  const { also = [], ...parts } = extra;
  const ticket = openedTicket(context.ids.next('ticket'), request, openedBy, context.now.toISOString());
  await commit(table, context, {
    opening: { event: ticketOpened(ticket, request.message, parts), answer: ticketOfOpening },
    writes: [
      ...also,
      createTicket(ticket),
      exists(keys.customer(request.customerId), () => new DomainError('customer.not_found')),
    ],
  });
  return ticketView(ticket);
}

/** The first answer once more, from the stored opening event. */
function ticketOfOpening(event: Item) {
  const data = event.data as TicketOpened;
  const request = { ...data, customerId: String(event.customerId) };
  return ticketView(openedTicket(data.ticketId, request, data.openedBy, String(event.at)));
}
