// Rolls events up into metric items. The additions and the markers of the counted events are one transaction,
// so a batch that is delivered again, with the same or other boundaries, counts nothing twice.
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
const MARKER_TTL_MS = 14 * DAY_MS;
/**
 * The number of items that share one metric, day and channel. Only the first is used until two shards collide
 * on it.
 */
export const KPI_SLOTS = 8;
const MAX_SLOT_TRIES = 6;

/** Some events of a marker were counted before. */
interface AlreadyCounted {
  kind: 'already_counted';
  ids: readonly string[];
}

/** A transaction has at most 100 actions. */
const MAX_ACTIONS = 95;
/** Each id takes three operators of the 300 that a condition may have. */
const MAX_IDS_PER_MARKER = 80;

/** An event with its increments. */
type CountedEvent = Pick<DomainEvent, 'id' | 'at'> & { increments: Increment[] };

/** Counts each event once, however often and in whatever batch it is delivered. */
export async function rollUp(table: Table, events: readonly DomainEvent[], context: Context): Promise<void> {
  const countable = [...new Map(events.map((event) => [event.id, event])).values()]
    .map((event) => ({ id: event.id, at: event.at, increments: incrementsOf(event) }))
    .filter(({ increments }) => increments.length > 0);
  for (const group of transactionGroups(countable)) await countGroup(table, group, context);
}

/** Groups as many events as one transaction can count; most events of a batch change the same few items. */
function transactionGroups(events: readonly CountedEvent[]): CountedEvent[][] {
  const result: CountedEvent[][] = [];
  let items = new Map<string, number>();
  for (const event of events) {
    const touched = [
      secondOf(event),
      ...event.increments.map(({ metric, date, channel }) => `${metric}|${date}|${channel}`),
    ];
    const added = touched.filter((item) => !items.has(item)).length;
    const full = items.size + added > MAX_ACTIONS || (items.get(secondOf(event)) ?? 0) >= MAX_IDS_PER_MARKER;
    if (full || result.length === 0) {
      result.push([]);
      items = new Map();
    }
    result.at(-1)?.push(event);
    for (const item of touched) items.set(item, (items.get(item) ?? 0) + 1);
  }
  return result;
}

/** Returns the second of an event; the events of one second share a marker. */
const secondOf = (event: CountedEvent) => event.at.slice(0, 19);

/**
 * Counts a group. Leaves out events that were counted before, and tries another slot when the item is busy.
 */
async function countGroup(table: Table, events: readonly CountedEvent[], context: Context): Promise<void> {
  let rest = events;
  for (let tries = 0; rest.length > 0; tries += 1) {
    const slot = tries === 0 ? 0 : Math.floor(Math.random() * KPI_SLOTS);
    const outcome = await commit(table, context, {
      writes: [...markers(rest, context.now), ...additions(rest, slot)],
    });
    if (outcome.kind === 'committed') return;
    const [first, ...others] = outcome.refusals;
    const counted = new Set(
      [first, ...others].flatMap((refusal) => (refusal.kind === 'already_counted' ? refusal.ids : [])),
    );
    const busy = first.kind === 'stale' && tries < MAX_SLOT_TRIES;
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

/** Returns 80 bits of an event's id, which is unique enough within one second. */
const shortEventId = (eventId: string) => eventId.slice(-16);

/**
 * Returns one marker for all events of a second. A batch of a busy stream then costs a few kilobytes instead
 * of two write units per event; a quiet stream costs the same as with single markers.
 */
function markers(events: readonly CountedEvent[], now: Date): Write<AlreadyCounted>[] {
  const bySecond = Map.groupBy(events, secondOf);
  return [...bySecond].map(([second, group]) => markerOf(second, group, now));
}

function markerOf(second: string, group: readonly CountedEvent[], now: Date): Write<AlreadyCounted> {
  const ids = group.map((event) => shortEventId(event.id));
  const ttl = epochSeconds(new Date(now.getTime() + MARKER_TTL_MS));
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
