import type { Actor } from '../../platform/contract/roles.ts';
import { ticketError } from '../errors.ts';
import type { Ticket } from './ticket.ts';

/**
 * Returns the ticket that a customer is shown. Refuses what is not there, another customer's, and one that was opened in
 * their name by a sender whom nothing proves, with `ticket.not_found`: none of the three can be told from the others.
 */
export function requireOwnTicket<T extends Pick<Ticket, 'customerId' | 'unverified'>>(
  ticket: T | undefined,
  { id }: Actor,
): T {
  if (!ticket || ticket.customerId !== id || ticket.unverified) throw ticketError('ticket.not_found');
  return ticket;
}
