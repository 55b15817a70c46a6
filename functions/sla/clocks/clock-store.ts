// Stores and reads the clocks of a ticket.
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

/** The stored clocks of one ticket. */
export interface ClocksItem extends StoredClocks {
  version: number;
  customer: CustomerAttributes;
  /** The time of the due item for this ticket's clocks. */
  dueAt?: string | undefined;
  /** True when a clock is live. Such tickets are listed in the index, so that a resync finds them. */
  live: boolean;
}

export async function loadClocks(table: Table, ticketId: string): Promise<ClocksItem | undefined> {
  const item = await getItem(table, slaKeys.clocks(ticketId));
  return item && (item as Item & ClocksItem);
}

/**
 * Replaces the version that was read. Refuses as stale when another write came first; the caller then
 * recalculates.
 */
export function saveClocks(ticketId: string, next: ClocksItem): Write {
  const { version, customer, dueAt, live, state, recent } = next;
  const listed = live ? { listPk: slaLists.clocks, listSk: ticketId } : {};
  const item = { t: 'clocks', version, customer, dueAt, live, state, recent, ...listed };
  if (version === 1) return create(slaKeys.clocks(ticketId), item, stale);
  return replace(slaKeys.clocks(ticketId), item, version - 1, stale);
}

/**
 * Returns the facts of a thread from a moment (epoch milliseconds) on, or all, and how many items were read.
 */
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

/** Returns all reported changes of a ticket's clocks, in the order in which they were reported. */
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

/** Returns a page of the reported clock changes, oldest first. */
export function pageOfClockChanges(table: Table, ticketId: string, limit: number, cursor?: string) {
  return queryRange(table, {
    pk: slaKeys.clockEvents(ticketId),
    from: EVENTS_FROM,
    to: EVENTS_TO,
    limit,
    cursor,
  });
}
