// Reads the thread of a ticket that others were merged into. Their messages stay where they were written and
// are read together, in order of time, so a merge copies nothing and undoing it loses nothing
// (docs/adr/0019).
import { EVENTS_FROM, EVENTS_TO, keys } from '../../platform/table/keys.ts';
import {
  cursorAfter,
  getItem,
  type PageOfItems,
  queryRange,
  sortKeyInCursor,
} from '../../platform/table/read.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import { ticketKeys } from '../keys.ts';
import type { Ticket } from './ticket.ts';

export interface MergedThreadPage {
  entries: Item[];
  next?: string;
}

/** Sorts after the fixed key of the opening and before any event with the same time. */
const AFTER_OPENING = 'E#1';

const cursorNameOf = (ticketId: string) => `merged-thread:${ticketId}`;

/**
 * Returns the position after which a page of a merged thread continues; undefined when the cursor belongs to
 * a plain thread.
 */
export function mergedThreadCursor(ticketId: string, cursor: string): string | undefined {
  const after = sortKeyInCursor(cursor, cursorNameOf(ticketId));
  return after?.startsWith(EVENTS_FROM) ? after : undefined;
}

/** Returns true when the ticket's thread spans more than its own partition. */
export const hasMergedThread = ({ mergedInto, mergedFrom = [] }: Ticket) =>
  mergedInto !== undefined || mergedFrom.length > 0;

/**
 * Returns a page of the messages of a ticket and of all tickets merged into it, oldest first, starting after
 * `after`. Runs one Query per ticket, all at once. Of merged tickets only messages are shown, so a page may
 * hold fewer than `limit` entries. Entries of a ticket that was itself merged into another carry that ticket
 * in `movedTo`.
 */
export async function readMergedThread(
  table: Table,
  ticket: Ticket,
  limit: number,
  after = '',
): Promise<MergedThreadPage> {
  const sources = [
    { ticketId: ticket.id, firstMessageAt: ticket.firstMessageAt ?? ticket.openedAt },
    ...(ticket.mergedFrom ?? []),
  ];
  const parts = await Promise.all(sources.map((source) => readPart(table, source, limit, after)));
  const horizon = parts.reduce((least, { upTo }) => (upTo < least ? upTo : least), EVENTS_TO);
  const reached = parts
    .flatMap(({ placed }) => placed)
    .filter(({ place }) => place <= horizon)
    .toSorted((a, b) => (a.place < b.place ? -1 : 1));
  const page = reached.slice(0, limit);
  const last = page.at(-1);
  const more = reached.length > limit || horizon !== EVENTS_TO;
  return {
    entries: page.flatMap(({ item, from }) => shownEntries(item, from, ticket)),
    ...(more && last ? { next: cursorAfter(last.place, cursorNameOf(ticket.id)) } : {}),
  };
}

interface PlacedEntry {
  item: Item;
  /** The position in order of time: the sort key, or for an opening event a key with its time. */
  place: string;
  from: string;
}

/** Reads one ticket's share of a page. Up to `upTo` the share is complete. */
async function readPart(
  table: Table,
  { ticketId, firstMessageAt }: { ticketId: string; firstMessageAt: string },
  limit: number,
  after: string,
): Promise<{ placed: PlacedEntry[]; upTo: string }> {
  const { pk } = ticketKeys.ticket(ticketId);
  // An event with the same time as the opening has an id that sorts after this key.
  const openingPlace = `E#${firstMessageAt}#0${ticketId}`;
  const from = after > AFTER_OPENING ? `${after}\u0000` : AFTER_OPENING;
  const [page, opening] = await Promise.all([
    queryRange(table, { pk, from, to: EVENTS_TO, consistent: true, limit }),
    openingPlace > after ? getItem(table, keys.openingEvent(pk)) : undefined,
  ]);
  const events = page.items.map((item) => ({ item, place: String(item.sk), from: ticketId }));
  const first = opening ? [{ item: opening, place: openingPlace, from: ticketId }] : [];
  return { placed: [...first, ...events], upTo: endOf(page) };
}

const endOf = ({ next, items }: PageOfItems) => (next === undefined ? EVENTS_TO : String(items.at(-1)?.sk));

const isMessage = ({ type }: Item) => type === 'ticket.opened' || type === 'ticket.message_added';

function shownEntries(item: Item, from: string, { id, mergedInto }: Ticket): Item[] {
  const own = from === id;
  if (!own && !isMessage(item)) return [];
  const moved = mergedInto === undefined ? {} : { movedTo: mergedInto };
  return [{ ...moved, ...item, ...(own ? {} : { mergedFrom: from }) }];
}
