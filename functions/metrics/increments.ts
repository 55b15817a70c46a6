// Which figures an event moves, pure. Parts are stored, never quotients: sums and counts add up over days and channels,
// and a correction is an addition with a minus.
import type { DomainEvent } from '../platform/events/domain-event.ts';
import { DESK, type Increment, type On } from './increment.ts';
import type { MetricName } from './routes.ts';
import { slaIncrements } from './sla-increments.ts';

/** Sorts behind every date: a running total stands behind its days. */
export const NOW = 'NOW';

interface Resolution {
  solvedAt: string;
  seconds: number;
}

const dayOf = (at: string) => at.slice(0, 10);

/** The additions of an event; none for events that no figure counts. */
export const incrementsOf = (event: DomainEvent): Increment[] => [
  ...metricIncrements(event),
  ...countMoves(event),
];

type TicketPlace = Partial<Record<'status' | 'priority' | 'queueId' | 'assigneeId', string>>;

/** One more where a ticket comes to stand, one less where it stood. Closed tickets are counted nowhere. */
function countMoves({ type, data }: DomainEvent): Increment[] {
  const { from, to } =
    type === 'ticket.opened'
      ? { from: undefined, to: { ...(data as TicketPlace), status: 'new' } }
      : ((data.place ?? {}) as { from?: TicketPlace; to?: TicketPlace });
  return [...placeIncrements(from, -1), ...placeIncrements(to, 1)];
}

function placeIncrements(place: TicketPlace | undefined, one: 1 | -1): Increment[] {
  if (place?.status === undefined || place.status === 'closed') return [];
  const { status, priority, queueId = NO_QUEUE, assigneeId } = place;
  const where = [`queue:${queueId}`, `priority:${priority}`, ...(assigneeId ? [`agent:${assigneeId}`] : [])];
  return where.map((channel) => ({ metric: DESK, date: NOW, channel, add: { [status]: one } }));
}

/** Stands for the queue of tickets whose queue is not found yet. */
const NO_QUEUE = '-';

function metricIncrements(event: DomainEvent): Increment[] {
  const channel = String(event.data.channel);
  const date = dayOf(event.at);
  const on = (metric: MetricName, add: Record<string, number>, day = date): Increment => ({
    metric,
    date: day,
    channel,
    add,
  });
  const open = (net: number) => running('open-tickets', net, on);
  switch (event.type) {
    case 'ticket.opened':
      return [on('tickets', { opened: 1 }), ...open(1)];
    case 'ticket.reopened':
      return [on('tickets', { reopened: 1 }), ...open(1)];
    case 'ticket.solved':
      return [on('tickets', { solved: 1 }), ...open(-1), ...resolutions(event, on)];
    case 'ticket.closed':
      return event.data.from === 'solved' ? [] : open(-1);
    case 'ticket.unmerged':
      return event.data.to === 'solved' ? [] : open(1);
    case 'ticket.message_added':
      return firstReply(event, on);
    case 'promise.made':
      return [on('promises', { made: 1 }), ...running('open-promises', 1, on)];
    case 'promise.moved':
      return [on('promises', { moved: 1 })];
    case 'promise.kept':
      return promiseEnd({ settled: 1, [event.data.late === true ? 'keptLate' : 'keptInTime']: 1 }, on);
    case 'promise.broken':
      return promiseEnd({ settled: 1, broken: 1 }, on);
    case 'promise.withdrawn':
      return promiseEnd({ withdrawn: 1 }, on);
    case 'survey.sent':
      return [on('csat', { sent: 1 })];
    case 'survey.answered': {
      const score = Number(event.data.score);
      return [on('csat', { answers: 1, satisfied: score >= 4 ? 1 : 0, [`score${score}`]: 1 })];
    }
    case 'sla.clocks_changed':
      return slaIncrements(event, on);
    case 'grant.made':
      return [grant(event, on, 1)];
    case 'grant.settled':
      return event.data.outcome === 'failed' ? [grant(event, on, -1)] : [];
    case 'grant.revoked':
      return [grant(event, on, -1)];
    case 'return.requested':
      return [on('returns', byReason('opened', event, 1))];
    case 'return.moved':
      return returns(event, on);
    default:
      return [];
  }
}

/** The net change of a day, and of the running total. */
const running = (metric: MetricName, net: number, on: On) => [on(metric, { net }), on(metric, { net }, NOW)];

const promiseEnd = (add: Record<string, number>, on: On) => [
  on('promises', add),
  ...running('open-promises', -1, on),
];

function firstReply(event: DomainEvent, on: On): Increment[] {
  const seconds = event.data.firstReplySeconds;
  return typeof seconds === 'number' ? [on('first-reply-time', { replies: 1, seconds })] : [];
}

/** The first resolution stays as it was; the full one moves to the day of the last solving, off the day before. */
function resolutions(event: DomainEvent, on: On): Increment[] {
  const { resolution, previous } = event.data as { resolution: Resolution; previous?: Resolution };
  const full = { fullResolutions: 1, fullSeconds: resolution.seconds };
  if (!previous) {
    return [on('resolution-time', { firstResolutions: 1, firstSeconds: resolution.seconds, ...full })];
  }
  const back = { fullResolutions: -1, fullSeconds: -previous.seconds };
  return [on('resolution-time', full), on('resolution-time', back, dayOf(previous.solvedAt))];
}

/** Counted on the day it was made; one that falls through is taken off that day again. */
function grant({ data }: DomainEvent, on: On, one: 1 | -1): Increment {
  const { kind, amount, madeAt } = data as { kind: string; amount: Money; madeAt: string };
  const name = `${kind}_${amount.currency}`;
  const parts = { count: one, [`${name}_count`]: one, [`${name}_minor`]: one * amount.amountMinor };
  return on('grants', parts, dayOf(madeAt));
}

interface Money {
  amountMinor: number;
  currency: string;
}

const paid = new Set(['refunded', 'credited']);

/** The end of a return on its day; one whose grant fell through is taken off the day that it had ended on. */
function returns(event: DomainEvent, on: On): Increment[] {
  const { from, to, since } = event.data as { from: string; to: string; since: string };
  if (paid.has(to)) return [on('returns', byReason(to, event, 1))];
  return paid.has(from) ? [on('returns', byReason(from, event, -1), dayOf(since))] : [];
}

function byReason(part: string, { data }: DomainEvent, one: 1 | -1): Record<string, number> {
  const { reasons } = data as { reasons: string[] };
  return { [part]: one, ...Object.fromEntries(reasons.map((reason) => [`${part}_${reason}`, one])) };
}

/** Adds up the increments of many events, one entry for each metric, day and channel. */
export function totalIncrements(increments: readonly Increment[]): Increment[] {
  const totals = new Map<string, Increment>();
  for (const { metric, date, channel, add } of increments) {
    const key = `${metric}|${date}|${channel}`;
    const total = totals.get(key) ?? { metric, date, channel, add: {} };
    totals.set(key, { ...total, add: sumOf(total.add, add) });
  }
  return [...totals.values()];
}

/** Parts added up by name. */
export function sumOf(
  one: Readonly<Record<string, number>>,
  other: Readonly<Record<string, number>>,
): Record<string, number> {
  const sums = new Map(Object.entries(one));
  for (const [part, value] of Object.entries(other)) sums.set(part, (sums.get(part) ?? 0) + value);
  return Object.fromEntries(sums);
}
