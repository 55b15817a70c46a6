// The clocks of a ticket on the table.

import { parseStored, parseStoredAny } from '../../platform/events/parse-event.ts';
import { EVENTS_FROM, EVENTS_TO } from '../../platform/table/keys.ts';
import { getItem, queryRange } from '../../platform/table/read.ts';
import { stale } from '../../platform/table/refusal.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import { create, replace, type Write } from '../../platform/table/write.ts';
import { ticketPartition } from '../../tickets/index.ts';
import { type ClockEventChange, ClocksChanged } from '../events.ts';
import { slaKeys, slaLists } from '../keys.ts';
import { type ClockFact, clockFactEvents, clockFactOf } from './clock-facts.ts';
import type { CustomerAttributes } from './clock-state.ts';
import type { StoredClocks } from './recalculate.ts';

/** Of one ticket. */
export interface ClocksItem extends StoredClocks {
  version: number;
  customer: CustomerAttributes;
  /** When the due item that stands beside it is due. */
  dueAt?: string | undefined;
  /** Whether a clock is live: such tickets are listed, so that a change of the rules finds them. */
  live: boolean;
}

export async function loadClocks(table: Table, ticketId: string): Promise<ClocksItem | undefined> {
  const item = await getItem(table, slaKeys.clocks(ticketId));
  return item && (item as Item & ClocksItem);
}

/** Writes the clocks over the version that was read; somebody else's write in between means to decide again. */
export function saveClocks(ticketId: string, next: ClocksItem): Write {
  const { version, customer, dueAt, live, state, recent } = next;
  const listed = live ? { listPk: slaLists.clocks, listSk: ticketId } : {};
  const item = { t: 'clocks', version, customer, dueAt, live, state, recent, ...listed };
  if (version === 1) return create(slaKeys.clocks(ticketId), item, stale);
  return replace(slaKeys.clocks(ticketId), item, version - 1, stale);
}

/** What of the thread moves clocks, from a moment (epoch milliseconds) on, or all of it; and how much was read for it. */
export async function readClockFacts(
  table: Table,
  ticketId: string,
  from?: number,
): Promise<{ facts: ClockFact[]; read: number }> {
  const start = from === undefined ? EVENTS_FROM : `${EVENTS_FROM}${new Date(from).toISOString()}`;
  const items = await readAll(table, ticketPartition(ticketId), start);
  const facts = items
    .filter((item) => item.t === 'event')
    .map((item) => parseStoredAny(clockFactEvents, item))
    .map((event) => event && clockFactOf(event))
    .filter((fact) => fact !== undefined);
  return { facts, read: items.length };
}

/** All that was told of a ticket's clocks, in the order in which it was told. */
export async function readClockChanges(table: Table, ticketId: string): Promise<ClockEventChange[][]> {
  const items = await readAll(table, slaKeys.clockEvents(ticketId), EVENTS_FROM);
  return items
    .map((item) => parseStored(ClocksChanged, item).data)
    .toSorted((a, b) => a.version - b.version || a.part - b.part)
    .map(({ changes }) => changes);
}

async function readAll(table: Table, pk: string, from: string): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await queryRange(table, { pk, from, to: EVENTS_TO, consistent: true, cursor });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return items;
}

/** A page of what was told, oldest first. */
export function pageOfClockChanges(table: Table, ticketId: string, limit: number, cursor?: string) {
  return queryRange(table, {
    pk: slaKeys.clockEvents(ticketId),
    from: EVENTS_FROM,
    to: EVENTS_TO,
    limit,
    cursor,
  });
}
