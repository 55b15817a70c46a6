// Whose turn it is: the newest public message by a person says it.
import { EVENTS_FROM, EVENTS_TO } from '../../platform/table/keys.ts';
import { queryRange } from '../../platform/table/read.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import type { MessageAdded } from '../core/new-events.ts';
import type { Ticket } from '../core/ticket.ts';
import { ticketPartition } from '../keys.ts';

const PAGE = 25;
const MAX_PAGES = 8;

/**
 * Whether the customer waits for us: nobody has answered yet, or they have written since. A ticket that waits for
 * them or for somebody else does not. Reads the thread from its end to the first public message of a person; a bot's or
 * an automatic one does not count. When 200 entries show none, the customer is taken to wait.
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

/** Who speaks in an entry of the thread, if it is a public message of a person. */
function speakerOf(entry: Item): 'customer' | 'staff' | undefined {
  const { type, actor, data } = entry as { type?: string; actor?: { role: string }; data?: unknown };
  if (type === 'ticket.opened') return 'customer';
  if (type !== 'ticket.message_added') return undefined;
  const { visibility, automatic, unverified } = data as MessageAdded;
  // Whoever wrote by mail waits for us, proven or not.
  if (actor?.role === 'customer' || unverified) return 'customer';
  const person = ['agent', 'lead', 'admin'].includes(actor?.role ?? '');
  return person && visibility === 'public' && !automatic ? 'staff' : undefined;
}
