// The thread of a ticket that others were merged into: their messages stay where they were written and are read together,
// in order of time. So a merge copies nothing, and undoing it loses nothing (docs/adr/0019).
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

/** Behind the fixed place of the opening, before any event at its time. */
const AFTER_OPENING = 'E#1';

const cursorNameOf = (ticketId: string) => `merged-thread:${ticketId}`;

/** Where a page of a merged-thread thread goes on; undefined when the cursor is one of a plain thread. */
export function mergedThreadCursor(ticketId: string, cursor: string): string | undefined {
  const after = sortKeyInCursor(cursor, cursorNameOf(ticketId));
  return after?.startsWith(EVENTS_FROM) ? after : undefined;
}

/** Whether reading its thread takes more than its own partition. */
export const hasMergedThread = ({ mergedInto, mergedFrom = [] }: Ticket) =>
  mergedInto !== undefined || mergedFrom.length > 0;

/**
 * A page of the messages of a ticket and of all that were merged into it, oldest first, behind `after`: one Query for each
 * ticket, all at once. Of the merged ones only messages are shown; a page may therefore hold fewer than `limit` entries.
 * Entries of a ticket that was itself merged into another say so in `movedTo`.
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
  /** Where it stands in the order of time: its sort key, of an opening one with its time. */
  place: string;
  from: string;
}

/** What one ticket gives to a page, and up to where that is all that it has. */
async function readPart(
  table: Table,
  { ticketId, firstMessageAt }: { ticketId: string; firstMessageAt: string },
  limit: number,
  after: string,
): Promise<{ placed: PlacedEntry[]; upTo: string }> {
  const { pk } = ticketKeys.ticket(ticketId);
  // An event at the time of the opening has an id that sorts behind this.
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
