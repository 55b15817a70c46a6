// Rolls events up into materialised KPI items. The additions and the note that the events were counted are one
// transaction, so a batch that comes again, with these or other borders, counts nothing twice.
import { DAY_MS, epochSeconds } from '../platform/clock.ts';
import type { Context } from '../platform/context.ts';

import type { DomainEvent } from '../platform/events/domain-event.ts';
import { commit } from '../platform/table/commit.ts';
import { keys } from '../platform/table/keys.ts';
import { refused, requireCommitted } from '../platform/table/outcome.ts';
import { stale } from '../platform/table/refusal.ts';
import type { Table } from '../platform/table/table.ts';
import { update, type Write } from '../platform/table/write.ts';
import type { Increment } from './increment.ts';
import { incrementsOf, totalIncrements } from './increments.ts';
import { metricKeys } from './keys.ts';

const CONSUMER = 'kpi';
const NOTES_MS = 14 * DAY_MS;
/** Items of one day and metric that rivals spread over; the first is enough until two shards meet on it. */
export const KPI_SLOTS = 8;
const SLOT_TRIES = 6;

/** Some events of a note were counted before. */
interface AlreadyCounted {
  kind: 'already_counted';
  ids: readonly string[];
}

/** Of the 100 actions of a transaction. */
const MAX_ACTIONS = 95;
/** Three operators each, of the 300 that a condition may have. */
const MAX_IDS_A_NOTE = 80;

/** An event with what it adds to the figures. */
type CountedEvent = Pick<DomainEvent, 'id' | 'at'> & { increments: Increment[] };

/** Counts each event once, whatever else comes with it and however often it comes. */
export async function rollUp(table: Table, events: readonly DomainEvent[], context: Context): Promise<void> {
  const counting = [...new Map(events.map((event) => [event.id, event])).values()]
    .map((event) => ({ id: event.id, at: event.at, increments: incrementsOf(event) }))
    .filter(({ increments }) => increments.length > 0);
  for (const group of transactionGroups(counting)) await countGroup(table, group, context);
}

/** As many events together as one transaction takes: most of a batch move the same few figures. */
function transactionGroups(events: readonly CountedEvent[]): CountedEvent[][] {
  const result: CountedEvent[][] = [];
  let items = new Map<string, number>();
  for (const event of events) {
    const touched = [
      secondOf(event),
      ...event.increments.map(({ metric, date, channel }) => `${metric}|${date}|${channel}`),
    ];
    const more = touched.filter((item) => !items.has(item)).length;
    const full = items.size + more > MAX_ACTIONS || (items.get(secondOf(event)) ?? 0) >= MAX_IDS_A_NOTE;
    if (full || result.length === 0) {
      result.push([]);
      items = new Map();
    }
    result.at(-1)?.push(event);
    for (const item of touched) items.set(item, (items.get(item) ?? 0) + 1);
  }
  return result;
}

/** The events of a second share a note. */
const secondOf = (event: CountedEvent) => event.at.slice(0, 19);

/** Leaves out what was counted before, and moves to another item of the day when the one tried is busy. */
async function countGroup(table: Table, events: readonly CountedEvent[], context: Context): Promise<void> {
  let rest = events;
  for (let tries = 0; rest.length > 0; tries += 1) {
    const slot = tries === 0 ? 0 : Math.floor(Math.random() * KPI_SLOTS);
    const outcome = await commit(table, context, {
      writes: [...notes(rest, context.now), ...additions(rest, slot)],
    });
    if (outcome.kind === 'committed') return;
    const [first, ...others] = outcome.refusals;
    const counted = new Set(
      [first, ...others].flatMap((refusal) => (refusal.kind === 'already_counted' ? refusal.ids : [])),
    );
    const busy = first.kind === 'stale' && tries < SLOT_TRIES;
    if (counted.size === 0 && !busy)
      return requireCommitted(refused(first.kind === 'already_counted' ? stale(undefined) : first));
    rest = rest.filter((event) => !counted.has(event.id));
  }
}

function additions(events: readonly CountedEvent[], slot: number): Write[] {
  return totalIncrements(events.flatMap(({ increments }) => increments)).map(
    ({ metric, date, channel, add }: Increment) =>
      update(metricKeys.kpi(metric, date, channel, slot), { add }),
  );
}

/** 80 bits of an event's id: enough within one second. */
const shortEventId = (eventId: string) => eventId.slice(-16);

/**
 * One note for all events of a second instead of one for each: a batch of a busy stream costs a few kilobytes instead of
 * two write units an event, a quiet one costs what single notes would.
 */
function notes(events: readonly CountedEvent[], now: Date): Write<AlreadyCounted>[] {
  const bySecond = Map.groupBy(events, secondOf);
  return [...bySecond].map(([second, group]) => note(second, group, now));
}

function note(second: string, group: readonly CountedEvent[], now: Date): Write<AlreadyCounted> {
  const ids = group.map((event) => shortEventId(event.id));
  const ttl = epochSeconds(new Date(now.getTime() + NOTES_MS));
  return update(
    keys.appliedSecond(CONSUMER, second),
    { set: { ttl }, add: { ids: new Set(ids) } },
    {
      expression: ids.map((_, index) => `NOT contains(#ids, :id${index})`).join(' AND '),
      values: Object.fromEntries(ids.map((id, index) => [`id${index}`, id])),
    },
    (current) => {
      const known = (current?.ids ?? new Set()) as ReadonlySet<string>;
      const ids = group.map((event) => event.id).filter((id) => known.has(shortEventId(id)));
      return { kind: 'already_counted', ids };
    },
  );
}
