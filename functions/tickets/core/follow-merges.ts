import type { Table } from '../../platform/table/table.ts';
import type { Ticket } from './ticket.ts';
import { loadTicket } from './ticket-store.ts';

/** How many merges a message to the oldest of merged tickets is sent on by. */
export const MAX_MERGE_HOPS = 5;

/** The ticket in which a merged one goes on, any other itself; undefined when one on the way is not there. */
export async function followMerges(table: Table, ticket: Ticket | undefined): Promise<Ticket | undefined> {
  let found = ticket;
  for (let hops = 0; found?.mergedInto !== undefined && hops < MAX_MERGE_HOPS; hops += 1)
    found = await loadTicket(table, found.mergedInto);
  return found;
}
