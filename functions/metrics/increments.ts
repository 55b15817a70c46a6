// Computes what an event adds to the metrics. Pure. Sums and counts are stored, never quotients, because they
// add up over days and channels. A correction is a negative addition.
import { GrantMade, GrantRevoked, GrantSettled } from '../compensation/events.ts';
import { SurveyAnswered, SurveySent } from '../feedback/events.ts';
import type { DomainEvent } from '../platform/events/domain-event.ts';
import type { DataOf, EventOf } from '../platform/events/event-definition.ts';
import { parseAnyEvent } from '../platform/events/parse-event.ts';
import {
  PromiseBroken,
  PromiseKept,
  PromiseMade,
  PromiseMoved,
  PromiseWithdrawn,
} from '../promises/events.ts';
import { ReturnMoved, ReturnRequested } from '../returns/events.ts';
import { ClocksChanged } from '../sla/events.ts';
import {
  type Placement,
  RoutingQueued,
  TicketAssigned,
  TicketClosed,
  TicketMerged,
  TicketMessageAdded,
  TicketOpened,
  TicketReleased,
  TicketReopened,
  TicketSolved,
  TicketStatusChanged,
  TicketTriaged,
  TicketUnmerged,
  TicketUpdated,
} from '../tickets/events.ts';
import { DESK, type Increment, type On } from './increment.ts';
import type { MetricName } from './routes.ts';
import { slaIncrements } from './sla-increments.ts';

/** Sorts after every date, so that a running total comes after its days. */
export const NOW = 'NOW';

const dayOf = (at: string) => at.slice(0, 10);

/** Lists the events that change a metric. */
const countedEvents = [
  TicketOpened,
  TicketMessageAdded,
  TicketStatusChanged,
  TicketSolved,
  TicketReopened,
  TicketClosed,
  TicketAssigned,
  RoutingQueued,
  TicketReleased,
  TicketUpdated,
  TicketTriaged,
  TicketMerged,
  TicketUnmerged,
  PromiseMade,
  PromiseMoved,
  PromiseKept,
  PromiseBroken,
  PromiseWithdrawn,
  SurveySent,
  SurveyAnswered,
  ClocksChanged,
  GrantMade,
  GrantSettled,
  GrantRevoked,
  ReturnRequested,
  ReturnMoved,
] as const;
type CountedEvent = EventOf<(typeof countedEvents)[number]>;

/** Returns the increments of an event; none for events that no metric counts. */
export function incrementsOf(raw: DomainEvent): Increment[] {
  const event = parseAnyEvent(countedEvents, raw);
  return event ? [...metricIncrements(event), ...countMoves(event)] : [];
}

type TicketPlace = Partial<Placement>;

/** Adds one to the new place of a ticket and subtracts one from the old. Closed tickets are not counted. */
function countMoves(event: CountedEvent): Increment[] {
  if (event.type === 'ticket.opened') {
    const { priority, queueId } = event.data;
    return placeIncrements({ status: 'new', priority, queueId }, 1);
  }
  const place = 'place' in event.data ? event.data.place : undefined;
  return [...placeIncrements(place?.from, -1), ...placeIncrements(place?.to, 1)];
}

function placeIncrements(place: TicketPlace | undefined, sign: 1 | -1): Increment[] {
  if (place?.status === undefined || place.status === 'closed') return [];
  const { status, priority, queueId = NO_QUEUE, assigneeId } = place;
  const where = [`queue:${queueId}`, `priority:${priority}`, ...(assigneeId ? [`agent:${assigneeId}`] : [])];
  return where.map((channel) => ({ metric: DESK, date: NOW, channel, add: { [status]: sign } }));
}

/** Stands for the queue while a ticket has none yet. */
const NO_QUEUE = '-';

function metricIncrements(event: CountedEvent): Increment[] {
  const { channel } = event.data;
  const date = dayOf(event.at);
  const on = (metric: MetricName, add: Record<string, number>, day = date): Increment => ({
    metric,
    date: day,
    channel,
    add,
  });
  const open = (net: number) => runningIncrements('open-tickets', net, on);
  switch (event.type) {
    case 'ticket.opened':
      return [on('tickets', { opened: 1 }), ...open(1)];
    case 'ticket.reopened':
      return [on('tickets', { reopened: 1 }), ...open(1)];
    case 'ticket.solved':
      return [on('tickets', { solved: 1 }), ...open(-1), ...resolutionIncrements(event.data, on)];
    case 'ticket.closed':
      return event.data.from === 'solved' ? [] : open(-1);
    case 'ticket.unmerged':
      return event.data.to === 'solved' ? [] : open(1);
    case 'ticket.message_added':
      return firstReplyIncrements(event.data, on);
    case 'promise.made':
      return [on('promises', { made: 1 }), ...runningIncrements('open-promises', 1, on)];
    case 'promise.moved':
      return [on('promises', { moved: 1 })];
    case 'promise.kept':
      return promiseEndIncrements({ settled: 1, [event.data.late ? 'keptLate' : 'keptInTime']: 1 }, on);
    case 'promise.broken':
      return promiseEndIncrements({ settled: 1, broken: 1 }, on);
    case 'promise.withdrawn':
      return promiseEndIncrements({ withdrawn: 1 }, on);
    case 'survey.sent':
      return [on('csat', { sent: 1 })];
    case 'survey.answered': {
      const { score } = event.data;
      return [on('csat', { answers: 1, satisfied: score >= 4 ? 1 : 0, [`score${score}`]: 1 })];
    }
    case 'sla.clocks_changed':
      return slaIncrements(event.data, on);
    case 'grant.made':
      return [grantIncrement(event.data, on, 1)];
    case 'grant.settled':
      return event.data.outcome === 'failed' ? [grantIncrement(event.data, on, -1)] : [];
    case 'grant.revoked':
      return [grantIncrement(event.data, on, -1)];
    case 'return.requested':
      return [on('returns', byReason('opened', event.data, 1))];
    case 'return.moved':
      return returnIncrements(event.data, on);
    default:
      return [];
  }
}

/** Returns the net change of the day and of the running total. */
const runningIncrements = (metric: MetricName, net: number, on: On) => [
  on(metric, { net }),
  on(metric, { net }, NOW),
];

const promiseEndIncrements = (add: Record<string, number>, on: On) => [
  on('promises', add),
  ...runningIncrements('open-promises', -1, on),
];

const firstReplyIncrements = (
  { firstReplySeconds: seconds }: DataOf<typeof TicketMessageAdded>,
  on: On,
): Increment[] => (seconds === undefined ? [] : [on('first-reply-time', { replies: 1, seconds })]);

/**
 * Counts a resolution. The first one stays on its day; the full one moves from the previous solve's day to
 * this.
 */
function resolutionIncrements({ resolution, previous }: DataOf<typeof TicketSolved>, on: On): Increment[] {
  const full = { fullResolutions: 1, fullSeconds: resolution.seconds };
  if (!previous) {
    return [on('resolution-time', { firstResolutions: 1, firstSeconds: resolution.seconds, ...full })];
  }
  const back = { fullResolutions: -1, fullSeconds: -previous.seconds };
  return [on('resolution-time', full), on('resolution-time', back, dayOf(previous.solvedAt))];
}

/** Counts a grant on the day it was made; a failed or revoked grant is subtracted from that day. */
function grantIncrement({ kind, amount, madeAt }: DataOf<typeof GrantMade>, on: On, sign: 1 | -1): Increment {
  const name = `${kind}_${amount.currency}`;
  const parts = { count: sign, [`${name}_count`]: sign, [`${name}_minor`]: sign * amount.amountMinor };
  return on('grants', parts, dayOf(madeAt));
}

const paid: ReadonlySet<string> = new Set(['refunded', 'credited']);

/**
 * Counts a paid return on its day. When its grant fails, it is subtracted from the day on which it was paid.
 */
function returnIncrements(moved: DataOf<typeof ReturnMoved>, on: On): Increment[] {
  const { from, to, since } = moved;
  if (paid.has(to)) return [on('returns', byReason(to, moved, 1))];
  return paid.has(from) ? [on('returns', byReason(from, moved, -1), dayOf(since))] : [];
}

const byReason = (
  part: string,
  { reasons }: { reasons: string[] },
  sign: 1 | -1,
): Record<string, number> => ({
  [part]: sign,
  ...Object.fromEntries(reasons.map((reason) => [`${part}_${reason}`, sign])),
});

/** Adds up the increments of many events to one entry for each metric, day and channel. */
export function totalIncrements(increments: readonly Increment[]): Increment[] {
  const totals = new Map<string, Increment>();
  for (const { metric, date, channel, add } of increments) {
    const key = `${metric}|${date}|${channel}`;
    const total = totals.get(key) ?? { metric, date, channel, add: {} };
    totals.set(key, { ...total, add: sumOf(total.add, add) });
  }
  return [...totals.values()];
}

/** Adds two sets of sums by name. */
export function sumOf(
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): Record<string, number> {
  const sums = new Map(Object.entries(a));
  for (const [part, value] of Object.entries(b)) sums.set(part, (sums.get(part) ?? 0) + value);
  return Object.fromEntries(sums);
}
