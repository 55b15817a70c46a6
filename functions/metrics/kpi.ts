// Which figures an event moves, pure. Parts are stored, never quotients: sums and counts add up over days and channels,
// and a correction is an addition with a minus.
import type { DomainEvent } from '../platform/events/envelope.ts';
import type { MetricName } from './routes.ts';

/** An addition to the parts of one figure on one day and channel. */
export interface Increment {
  metric: MetricName | typeof DESK;
  /** The UTC day, or `NOW` for a running total. */
  date: string;
  /** The channel; of the desk's counts what is counted, such as `queue:billing`. */
  channel: string;
  add: Record<string, number>;
}

/** Sorts behind every date: the running total of open tickets stands behind their days. */
export const NOW = 'NOW';

/** How many tickets stand where, counted as they move. */
export const DESK = 'desk';

interface Resolution {
  solvedAt: string;
  seconds: number;
}

const dayOf = (at: string) => at.slice(0, 10);

/** The additions of an event; none for events that no figure counts. */
export const incrementsOf = (event: DomainEvent): Increment[] => [...figuresOf(event), ...movesOf(event)];

type Place = Partial<Record<'status' | 'priority' | 'queueId' | 'assigneeId', string>>;

/** One more where a ticket comes to stand, one less where it stood. Closed tickets are counted nowhere. */
function movesOf({ type, data }: DomainEvent): Increment[] {
  const { from, to } =
    type === 'ticket.opened'
      ? { from: undefined, to: { ...(data as Place), status: 'new' } }
      : ((data.place ?? {}) as { from?: Place; to?: Place });
  return [...standing(from, -1), ...standing(to, 1)];
}

function standing(place: Place | undefined, one: 1 | -1): Increment[] {
  if (place?.status === undefined || place.status === 'closed') return [];
  const { status, priority, queueId = NO_QUEUE, assigneeId } = place;
  const where = [`queue:${queueId}`, `priority:${priority}`, ...(assigneeId ? [`agent:${assigneeId}`] : [])];
  return where.map((channel) => ({ metric: DESK, date: NOW, channel, add: { [status]: one } }));
}

/** Stands for the queue of tickets whose queue is not found yet. */
export const NO_QUEUE = '-';

function figuresOf(event: DomainEvent): Increment[] {
  const channel = String(event.data.channel);
  const date = dayOf(event.at);
  const on = (metric: MetricName, add: Record<string, number>, day = date): Increment => ({
    metric,
    date: day,
    channel,
    add,
  });
  const open = (net: number) => [on('open-tickets', { net }), on('open-tickets', { net }, NOW)];
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
    case 'survey.sent':
      return [on('csat', { sent: 1 })];
    case 'survey.answered': {
      const score = Number(event.data.score);
      return [on('csat', { answers: 1, satisfied: score >= 4 ? 1 : 0, [`score${score}`]: 1 })];
    }
    default:
      return [];
  }
}

type On = (metric: MetricName, add: Record<string, number>, day?: string) => Increment;

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

/** Adds up the increments of many events, one entry for each metric, day and channel. */
export function totalIncrements(increments: readonly Increment[]): Increment[] {
  const totals = new Map<string, Increment>();
  for (const { metric, date, channel, add } of increments) {
    const key = `${metric}|${date}|${channel}`;
    const total = totals.get(key) ?? { metric, date, channel, add: {} };
    for (const [part, value] of Object.entries(add)) total.add[part] = (total.add[part] ?? 0) + value;
    totals.set(key, total);
  }
  return [...totals.values()];
}
