import { views } from '../platform/table/keys.ts';
import { queryRange } from '../platform/table/read.ts';
import type { Table } from '../platform/table/table.ts';
import type { OpenPromise } from './routes.ts';

/** More than anybody can keep in view; the list of the customer's promises has all. */
const MOST = 20;

/** What a customer was promised and is still owed, the next due first. The index follows the table within milliseconds. */
export async function openPromises(table: Table, customerId: string): Promise<OpenPromise[]> {
  const pk = views.promisesTo(customerId, 'open');
  const { items } = await queryRange(table, { index: 'view', pk, limit: MOST });
  return items.map((item) => {
    const { id, ticketId, text, kind, ownerId, dueAt, missedAt } = item.row as Stored;
    return { id, ticketId, text, kind, ownerId, dueAt, missed: missedAt === dueAt };
  });
}

/** As promises store it, whose capability stands on this one and cannot be asked. */
type Stored = Omit<OpenPromise, 'missed'> & { missedAt?: string };
