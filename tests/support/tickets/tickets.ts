import { openedTicket } from '../../../functions/tickets/core/lifecycle.ts';
import type { Ticket } from '../../../functions/tickets/core/ticket.ts';

export const TICKET_ID = 'tkt_01ARZ3NDEKTSV4RRFFQ69G5FAV';
export const CUSTOMER_ID = 'cus_01ARZ3NDEKTSV4RRFFQ69G5FAV';
export const OPENED_AT = '2026-03-10T09:00:00.000Z';

/** Returns a ticket as a customer has just opened it, with the changes that a test needs. */
export function ticketWith(over: Partial<Ticket> = {}): Ticket {
  const request = {
    customerId: CUSTOMER_ID,
    channel: 'email',
    subject: 'Broken lamp',
    message: 'It does not light.',
    priority: 'normal',
    requiredSkills: [],
  } as const;
  return { ...openedTicket(TICKET_ID, { ...request, requiredSkills: [] }, 'customer', OPENED_AT), ...over };
}
