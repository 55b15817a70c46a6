import type { NewEvent } from '../../platform/events/new-event.ts';
import { ticketPartition } from '../keys.ts';

/** The ticket that an event of another capability is about. */
export interface TicketReference {
  ticketId: string;
  customerId: string;
  channel: string;
  /** The customer is not shown the event. */
  unverifiedTicket?: true | undefined;
}

/** An event of another capability in the thread of a ticket, such as a refund. */
export function eventOnTicket(
  { ticketId, customerId, channel, unverifiedTicket }: TicketReference,
  type: string,
  data: Record<string, unknown>,
): NewEvent {
  const mark = unverifiedTicket ? { unverifiedTicket } : {};
  return {
    type,
    v: 1,
    owner: ticketPartition(ticketId),
    customerId,
    data: { ticketId, customerId, channel, ...mark, ...data },
  };
}
