// Tells from the newest public message by a person whether the customer waits for an answer.
import { EVENTS_FROM, EVENTS_TO } from '../../platform/table/keys.ts';
import { queryRange } from '../../platform/table/read.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import type { MessageAdded } from '../core/new-events.ts';
import type { Ticket } from '../core/ticket.ts';
import { ticketPartition } from '../keys.ts';

const PAGE = 25;
const MAX_PAGES = 8;

/**
 * Returns true when the customer waits for us: nobody has answered yet, or the customer has written since.
 * Returns false for pending tickets and tickets on hold. Reads the thread from its end to the first public
 * message by a person; automatic messages do not count. When 200 entries contain none, the customer is
 * assumed to wait.
 */
export async function customerIsWaiting(table: Table, ticket: Ticket): Promise<boolean> {
  if (ticket.status === 'new') return true;
  if (ticket.status !== 'open') return false;
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { items, next } = await queryRange(table, {
      pk: ticketPartition(ticket.id),
      from: EVENTS_FROM,
      to: EVENTS_TO,
      newestFirst: true,
      consistent: true,
      limit: PAGE,
      cursor,
    });
    const last = items.map(speakerOf).find((who) => who !== undefined);
    if (last !== undefined) return last === 'customer';
    cursor = next;
    if (!cursor) break;
  }
  return true;
}

/** Returns the author of an entry if it is a public message by a person. */
function speakerOf(entry: Item): 'customer' | 'staff' | undefined {
  const { type, actor, data } = entry as { type?: string; actor?: { role: string }; data?: unknown };
  if (type === 'ticket.opened') return 'customer';
  if (type !== 'ticket.message_added') return undefined;
  const { visibility, automatic, unverified } = data as MessageAdded;
  // The author of an unverified email waits for us too.
  if (actor?.role === 'customer' || unverified) return 'customer';
  const person = ['agent', 'lead', 'admin'].includes(actor?.role ?? '');
  return person && visibility === 'public' && !automatic ? 'staff' : undefined;
}
