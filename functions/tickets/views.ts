// What leaves the house of a ticket, for staff and for its customer.
import type { Item } from '../platform/table/table.ts';
import type { MessageAdded, TicketOpened } from './events.ts';
import { encodeFacts } from './facts.ts';
import type { Ticket } from './ticket.ts';

export const ticketView = (ticket: Ticket) => ({ ...ticket, state: encodeFacts(ticket) });

export function threadEntry(event: Item) {
  const { id, type, at, actor, data } = event as {
    id: string;
    type: string;
    at: string;
    actor: { role: string; id: string };
    data: Record<string, unknown>;
  };
  const { ticketId: _ticketId, channel: _channel, ...rest } = data;
  return { id, type, at, actor, data: rest };
}

/** The messages that the customer may read: public ones, without the names of staff. */
export function customerEntries(events: readonly Item[]) {
  return events.flatMap((event) => {
    const { id, type, at, actor } = event as {
      id: string;
      type: string;
      at: string;
      actor: { role: string };
    };
    const message = publicMessage(type, event.data);
    const from = actor.role === 'customer' ? ('you' as const) : ('us' as const);
    return message === undefined ? [] : [{ id, at, from, message }];
  });
}

/** The text of a message that its customer may read; of all else undefined. */
export function publicMessage(type: string, data: unknown): string | undefined {
  if (type === 'ticket.opened') return (data as TicketOpened).message;
  if (type !== 'ticket.message_added') return undefined;
  const { visibility, message } = data as MessageAdded;
  return visibility === 'public' ? message : undefined;
}
