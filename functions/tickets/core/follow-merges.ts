import type { Table } from '../../platform/table/table.ts';
import type { Ticket } from './ticket.ts';
import { loadTicket } from './ticket-store.ts';

/** The most merges that a message to a merged ticket is forwarded through. */
export const MAX_MERGE_HOPS = 5;

/**
 * Returns the ticket into which a ticket was merged, directly or through others, or the ticket itself when it
 * was not merged; undefined when a ticket on the way is missing.
 */
export async function followMerges(table: Table, ticket: Ticket | undefined): Promise<Ticket | undefined> {
  let current = ticket;
  for (let hops = 0; current?.mergedInto !== undefined && hops < MAX_MERGE_HOPS; hops += 1)
    current = await loadTicket(table, current.mergedInto);
  return current;
}
