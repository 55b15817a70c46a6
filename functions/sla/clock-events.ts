// The words of the clocks: what happened to them. Every figure is a pure function of a list of these.
import type { Target, TargetName } from './policy.ts';

/** A duration, kept twice. Without a schedule there is no business time. */
export interface Used {
  calendarSeconds: number;
  businessSeconds?: number;
}

/** What was promised, when anything was. */
type Promised = { targetSeconds?: number; hours?: Target['hours'] };

interface OfClock {
  target: TargetName;
  /** Counts the cycles of a target: each reply begins another, each reopening too. */
  instance: number;
  at: string;
}

export type ClockEvent =
  | {
      kind: 'policy_applied';
      /** Counts the policies of the ticket. */
      instance: number;
      at: string;
      policyId?: string;
      policyName?: string;
      scheduleId?: string;
      rulebookVersion: number;
      targets: Partial<Record<TargetName, Target>>;
    }
  /** `since`: where it counts from, when that is before the moment of activation. */
  | (OfClock & { kind: 'activate'; since?: string })
  | (OfClock & { kind: 'pause' | 'resume'; count: number })
  | (OfClock & { kind: 'cancel' })
  | (OfClock & { kind: 'warn'; dueAt: string } & Promised)
  | (OfClock & { kind: 'breach'; dueAt: string } & Promised & Used)
  | (OfClock & {
      kind: 'fulfil';
      /** Absent when nothing was promised. */
      met?: boolean;
      /** Of total resolution: from the opening of the ticket, solved times included. */
      sinceOpening?: Used;
      /** Of total resolution: the ticket had never been solved before. */
      first?: true;
    } & Promised &
      Used);

/** Names an event: of two with the same name the later one is a correction of the earlier. */
export function nameOf(event: ClockEvent): string {
  const target = 'target' in event ? event.target : 'policy';
  return `${target}#${event.instance}#${event.kind}${'count' in event ? `#${event.count}` : ''}`;
}

/** An addition to the list, a correction (both parts), or a withdrawal of what a late fact has shown not to have been. */
export interface Change {
  added?: ClockEvent;
  withdrawn?: ClockEvent;
}

/** The list as it stands after changes, in the order in which things happened. */
export function listAfter(changes: readonly Change[], before: readonly ClockEvent[] = []): ClockEvent[] {
  const list = new Map(before.map((event) => [nameOf(event), event]));
  for (const { added, withdrawn } of changes) {
    if (added) list.set(nameOf(added), added);
    else if (withdrawn) list.delete(nameOf(withdrawn));
  }
  return [...list.values()].toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}

/** The figures of a ticket so far; one is absent until there is something to tell. */
export interface Figures {
  /** From the customer's first message to the first public reply by a person. */
  firstReply?: Used;
  /** From the opening to the first time solved. */
  firstResolution?: Used;
  /** From the opening to the last time solved, reopenings included. */
  fullResolution?: Used;
  /** In new, open and on hold, up to the last time solved. */
  requesterWait?: Used;
  /** In new and open, up to the last time solved. */
  agentWork?: Used;
}

/** Every figure of a ticket, from nothing but its clock events in their order. */
export function figuresOf(events: readonly ClockEvent[], before: Figures = {}): Figures {
  return events.reduce(withEvent, before);
}

function withEvent(figures: Figures, event: ClockEvent): Figures {
  if (event.kind !== 'fulfil') return figures;
  const used = usedOf(event);
  switch (event.target) {
    case 'first_reply':
      return { ...figures, firstReply: figures.firstReply ?? used };
    case 'requester_wait':
      return { ...figures, requesterWait: sum(figures.requesterWait, used) };
    case 'agent_work':
      return { ...figures, agentWork: sum(figures.agentWork, used) };
    case 'total_resolution': {
      const whole = usedOf(event.sinceOpening ?? event);
      return { ...figures, firstResolution: figures.firstResolution ?? whole, fullResolution: whole };
    }
    default:
      return figures;
  }
}

function usedOf({ calendarSeconds, businessSeconds }: Used): Used {
  return businessSeconds === undefined ? { calendarSeconds } : { calendarSeconds, businessSeconds };
}

function sum(a: Used | undefined, b: Used): Used {
  if (!a) return b;
  const calendarSeconds = a.calendarSeconds + b.calendarSeconds;
  if (a.businessSeconds === undefined || b.businessSeconds === undefined) return { calendarSeconds };
  return { calendarSeconds, businessSeconds: a.businessSeconds + b.businessSeconds };
}
