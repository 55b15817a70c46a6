import { lists } from '../platform/table/keys.ts';
import { queryRange } from '../platform/table/read.ts';
import type { Table } from '../platform/table/table.ts';
import type { TicketRow } from './ticket.ts';

export interface ListTickets {
  queue?: 'waiting' | 'assigned' | 'solved' | undefined;
  assigneeId?: string | undefined;
  limit: number;
  cursor?: string | undefined;
}

/**
 * A page of a queue in one Query of the list index: most pressing first and oldest first within a priority; the solved
 * newest first. The index follows the table within milliseconds, so a ticket may be missing for that long.
 */
export async function listTickets(
  table: Table,
  { queue = 'waiting', assigneeId = '', limit, cursor }: ListTickets,
) {
  const pk = { waiting: lists.waiting, solved: lists.solved, assigned: lists.assigned(assigneeId) }[queue];
  const page = await queryRange(table, { index: 'list', pk, newestFirst: queue === 'solved', limit, cursor });
  return {
    items: page.items.map((item) => item.row as TicketRow),
    ...(page.next ? { next: page.next } : {}),
  };
}
