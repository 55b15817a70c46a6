import { views } from '../platform/table/keys.ts';
import { queryRange } from '../platform/table/read.ts';
import type { Table } from '../platform/table/table.ts';
import type { OpenPromise } from './routes.ts';

/** More than anybody can keep in view; the list of the customer's promises has all. */
const MAX_SHOWN = 20;

/** What a customer was promised and is still owed, the next due first. The index follows the table within milliseconds. */
export async function openPromises(table: Table, customerId: string): Promise<OpenPromise[]> {
  const pk = views.promisesTo(customerId, 'open');
  const { items } = await queryRange(table, { index: 'view', pk, limit: MAX_SHOWN });
  return items.map((item) => {
    const { id, ticketId, text, kind, ownerId, dueAt, missedAt } = item.row as StoredPromise;
    return { id, ticketId, text, kind, ownerId, dueAt, missed: missedAt === dueAt };
  });
}

/** As promises store it, whose capability stands on this one and cannot be asked. */
type StoredPromise = Omit<OpenPromise, 'missed'> & { missedAt?: string };
