// The words of the clocks: what happened to them. Every figure is a pure function of a list of these.
import type { ClockEvent, ClockEventChange, ElapsedTime } from '../events.ts';

export type { ClockEvent, ClockEventChange, ElapsedTime };

/** Names an event: of two with the same name the later one is a correction of the earlier. */
export function clockEventName(event: ClockEvent): string {
  const target = 'target' in event ? event.target : 'policy';
  return `${target}#${event.instance}#${event.kind}${'count' in event ? `#${event.count}` : ''}`;
}

/** The list as it stands after changes, in the order in which things happened. */
export function applyChanges(
  changes: readonly ClockEventChange[],
  before: readonly ClockEvent[] = [],
): ClockEvent[] {
  const list = new Map(before.map((event) => [clockEventName(event), event]));
  for (const { added, withdrawn } of changes) {
    if (added) list.set(clockEventName(added), added);
    else if (withdrawn) list.delete(clockEventName(withdrawn));
  }
  return [...list.values()].toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}

/** The figures of a ticket so far; one is absent until there is something to tell. */
export interface TimeMetrics {
  /** From the customer's first message to the first public reply by a person. */
  firstReply?: ElapsedTime;
  /** From the opening to the first time solved. */
  firstResolution?: ElapsedTime;
  /** From the opening to the last time solved, reopenings included. */
  fullResolution?: ElapsedTime;
  /** In new, open and on hold, up to the last time solved. */
  requesterWait?: ElapsedTime;
  /** In new and open, up to the last time solved. */
  agentWork?: ElapsedTime;
}

/** Every figure of a ticket, from nothing but its clock events in their order. */
export function timeMetricsOf(events: readonly ClockEvent[], before: TimeMetrics = {}): TimeMetrics {
  return events.reduce(withEvent, before);
}

function withEvent(figures: TimeMetrics, event: ClockEvent): TimeMetrics {
  if (event.kind !== 'fulfil') return figures;
  const used = elapsedOf(event);
  switch (event.target) {
    case 'first_reply':
      return { ...figures, firstReply: figures.firstReply ?? used };
    case 'requester_wait':
      return { ...figures, requesterWait: sum(figures.requesterWait, used) };
    case 'agent_work':
      return { ...figures, agentWork: sum(figures.agentWork, used) };
    case 'total_resolution': {
      const whole = elapsedOf(event.sinceOpening ?? event);
      return { ...figures, firstResolution: figures.firstResolution ?? whole, fullResolution: whole };
    }
    default:
      return figures;
  }
}

function elapsedOf({ calendarSeconds, businessSeconds }: ElapsedTime): ElapsedTime {
  return businessSeconds === undefined ? { calendarSeconds } : { calendarSeconds, businessSeconds };
}

function sum(a: ElapsedTime | undefined, b: ElapsedTime): ElapsedTime {
  if (!a) return b;
  const calendarSeconds = a.calendarSeconds + b.calendarSeconds;
  if (a.businessSeconds === undefined || b.businessSeconds === undefined) return { calendarSeconds };
  return { calendarSeconds, businessSeconds: a.businessSeconds + b.businessSeconds };
}
