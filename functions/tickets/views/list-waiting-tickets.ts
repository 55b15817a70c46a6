import { queryRange } from '../../platform/table/read.ts';
import type { Table } from '../../platform/table/table.ts';
import { ticketLists } from '../keys.ts';

export interface WaitingTicket {
  id: string;
  /** The sort key that `waitingOrderOf` returns. */
  order: string;
  waitingSince: string;
}

/** Returns a page of the tickets of a waiting group in the order in which they are served. */
export async function listWaitingTickets(table: Table, group: string, limit: number, cursor?: string) {
  const page = await queryRange(table, { index: 'list', pk: ticketLists.waitingGroup(group), limit, cursor });
  return {
    items: page.items.map(({ listSk }): WaitingTicket => {
      const order = String(listSk);
      const [id = '', waitingSince = ''] = order.split('#').toReversed();
      return { id, order, waitingSince };
    }),
    ...(page.next ? { next: page.next } : {}),
  };
}
