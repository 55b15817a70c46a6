// The clock events: what happened to a ticket's clocks. Every figure is a pure function of a list of them.
import type { ClockEvent, ClockEventChange, ElapsedTime } from '../events.ts';

export type { ClockEvent, ClockEventChange, ElapsedTime };

/** Returns the name of an event. A later event with the same name corrects the earlier one. */
export function clockEventName(event: ClockEvent): string {
  const target = 'target' in event ? event.target : 'policy';
  return `${target}#${event.instance}#${event.kind}${'count' in event ? `#${event.count}` : ''}`;
}

/** Applies changes to a list of clock events and returns the new list in the order of time. */
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

/** The figures of a ticket so far. A figure is absent until its first measurement. */
export interface TimeMetrics {
  /** From the customer's first message to the first public reply by a person. */
  firstReply?: ElapsedTime;
  /** From the opening to the first solve. */
  firstResolution?: ElapsedTime;
  /** From the opening to the last solve, including the time between reopenings. */
  fullResolution?: ElapsedTime;
  /** The time in new, open and on hold, up to the last solve. */
  requesterWait?: ElapsedTime;
  /** The time in new and open, up to the last solve. */
  agentWork?: ElapsedTime;
}

/** Derives the figures of a ticket from its clock events alone, which must be in order. */
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
