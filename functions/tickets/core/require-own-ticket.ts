import type { Actor } from '../../platform/contract/roles.ts';
import { ticketError } from '../errors.ts';
import type { Ticket } from './ticket.ts';

/**
 * Returns the ticket if the customer may see it. Refuses a missing ticket, another customer's ticket and one
 * that an unverified sender opened in the customer's name with `ticket.not_found`, so that the three cannot
 * be told apart.
 */
export function requireOwnTicket<T extends Pick<Ticket, 'customerId' | 'unverified'>>(
  ticket: T | undefined,
  { id }: Actor,
): T {
  if (!ticket || ticket.customerId !== id || ticket.unverified) throw ticketError('ticket.not_found');
  return ticket;
}
