// A ticket's thread as the analysis reads it.
import type { ThreadMessage } from '../intelligence/index.ts';
import { keys } from '../platform/table/keys.ts';
import { getItem } from '../platform/table/read.ts';
import type { Item, Table } from '../platform/table/table.ts';
import { latestEntries, loadTicket, type Ticket, ticketError, ticketPartition } from '../tickets/index.ts';

/** Of a longer thread the newest say where it stands; the opening says what was asked. */
const MOST_MESSAGES = 200;
/** Behind every time. */
const END_OF_TIME = '9999';

export interface ReadThread {
  ticket: Ticket;
  messages: ThreadMessage[];
}

/**
 * The messages of a ticket and of those that were merged into it, oldest first: how it began, and the newest of each.
 * Refuses an unknown ticket with `ticket.not_found`.
 */
export async function readMessages(table: Table, ticketId: string): Promise<ReadThread> {
  const [ticket, own] = await Promise.all([loadTicket(table, ticketId), entriesOf(table, ticketId)]);
  if (!ticket) throw ticketError('ticket.not_found');
  const merged = await Promise.all((ticket.mergedFrom ?? []).map((one) => entriesOf(table, one.ticketId)));
  const messages = [own, ...merged]
    .flat()
    .map((item) => ({ said: messageOf(item), at: writtenAt(item) }))
    .toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)))
    .flatMap(({ said }) => said);
  const newest = messages.slice(1).slice(1 - MOST_MESSAGES);
  return { ticket, messages: [...messages.slice(0, 1), ...newest] };
}

async function entriesOf(table: Table, ticketId: string): Promise<Item[]> {
  const [opening, newest] = await Promise.all([
    getItem(table, keys.openingEvent(ticketPartition(ticketId))),
    latestEntries(table, ticketId, END_OF_TIME, MOST_MESSAGES),
  ]);
  return [...(opening ? [opening] : []), ...newest.filter(({ sk }) => sk !== opening?.sk)];
}

/** A message that was split off is read under its own time. */
function writtenAt({ at, data }: Item): string {
  const { origin } = data as { origin?: { at: string } };
  return origin?.at ?? String(at);
}

/** The opening is what the customer wants, whoever typed it: staff open tickets for people on the phone. */
function messageOf({ id, type, actor, data, movedTo }: Item): ThreadMessage[] {
  if (movedTo !== undefined) return [];
  const { message, visibility, automatic } = data as Record<string, unknown>;
  if (type === 'ticket.opened') return [{ id: String(id), from: 'customer', text: String(message) }];
  if (type !== 'ticket.message_added' || automatic === true) return [];
  const from = (actor as { role: string }).role === 'customer' ? ('customer' as const) : ('staff' as const);
  return [{ id: String(id), from, internal: visibility === 'internal', text: String(message) }];
}
