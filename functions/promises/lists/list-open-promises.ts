import { queryRange } from '../../platform/table/read.ts';
import type { Table } from '../../platform/table/table.ts';
import { promiseViews } from '../keys.ts';
import { fromItem } from '../lifecycle/promise-store.ts';

/** The limit of the customer's page; `listCustomerPromises` returns all of them. */
const MAX_SHOWN = 20;

/** Lists the open promises to a customer for the customer's page, the next due first, at most 20. */
export async function listOpenPromises(table: Table, customerId: string) {
  const pk = promiseViews.byCustomer(customerId, 'open');
  const { items } = await queryRange(table, { index: 'view', pk, limit: MAX_SHOWN });
  return items.map(fromItem).map(({ id, ticketId, text, kind, ownerId, dueAt, missedAt }) => ({
    id,
    ticketId,
    text,
    kind,
    ownerId,
    dueAt,
    missed: missedAt === dueAt,
  }));
}
