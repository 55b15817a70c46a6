import { stale } from '../../platform/table/refusal.ts';
import { assertCondition, type Write } from '../../platform/table/write.ts';
import { ticketKeys } from '../keys.ts';
import type { Ticket } from './ticket.ts';

/** Checks that nobody changed the ticket since it was read. Stale otherwise. */
export const sameTicketVersionCheck = ({ id, version }: Pick<Ticket, 'id' | 'version'>): Write =>
  assertCondition(ticketKeys.ticket(id), { expression: '#version = :version', values: { version } }, stale);
