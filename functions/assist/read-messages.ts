// Reads a ticket's thread as the analysis needs it.
import type { ThreadMessage } from '../intelligence/index.ts';
import { keys } from '../platform/table/keys.ts';
import { getItem } from '../platform/table/read.ts';
import type { Item, Table } from '../platform/table/table.ts';
import { latestEntries, loadTicket, type Ticket, ticketError, ticketPartition } from '../tickets/index.ts';

/**
 * In a longer thread, the opening (what was asked) and the newest messages (the current state) are enough.
 */
const MAX_MESSAGES = 200;
/** Sorts after every time. */
const END_OF_TIME = '9999';

export interface ReadThread {
  ticket: Ticket;
  messages: ThreadMessage[];
}

/**
 * Returns the messages of a ticket and of the tickets merged into it, oldest first: the opening and the
 * newest messages. Refuses an unknown ticket with `ticket.not_found`.
 */
export async function readMessages(table: Table, ticketId: string): Promise<ReadThread> {
  const [ticket, ownEntries] = await Promise.all([loadTicket(table, ticketId), entriesOf(table, ticketId)]);
  if (!ticket) throw ticketError('ticket.not_found');
  const merged = await Promise.all((ticket.mergedFrom ?? []).map((one) => entriesOf(table, one.ticketId)));
  const messages = [ownEntries, ...merged]
    .flat()
    .map((item) => ({ message: messageOf(item), at: writtenAt(item) }))
    .toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))
    .flatMap(({ message }) => message);
  const newest = messages.slice(1).slice(1 - MAX_MESSAGES);
  return { ticket, messages: [...messages.slice(0, 1), ...newest] };
}

async function entriesOf(table: Table, ticketId: string): Promise<Item[]> {
  const [opening, newest] = await Promise.all([
    getItem(table, keys.openingEvent(ticketPartition(ticketId))),
    latestEntries(table, ticketId, END_OF_TIME, MAX_MESSAGES),
  ]);
  return [...(opening ? [opening] : []), ...newest.filter(({ sk }) => sk !== opening?.sk)];
}

/** Returns the time a message was written; a message that was split off keeps its original time. */
function writtenAt({ at, data }: Item): string {
  const { origin } = data as { origin?: { at: string } };
  return origin?.at ?? String(at);
}

/**
 * Returns the message of an entry, if it is one. The opening always counts as the customer's, because staff
 * open tickets for callers.
 */
function messageOf({ id, type, actor, data, movedTo }: Item): ThreadMessage[] {
  if (movedTo !== undefined) return [];
  const { message, visibility, automatic } = data as Record<string, unknown>;
  if (type === 'ticket.opened') return [{ id: String(id), from: 'customer', text: String(message) }];
  if (type !== 'ticket.message_added' || automatic === true) return [];
  const from = (actor as { role: string }).role === 'customer' ? ('customer' as const) : ('staff' as const);
  return [{ id: String(id), from, internal: visibility === 'internal', text: String(message) }];
}
