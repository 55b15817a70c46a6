// Builds schedules, policies and threads for the tests of the clocks.
import type { DomainEvent } from '../../../functions/platform/events/domain-event.ts';
import { parseAnyEvent } from '../../../functions/platform/events/parse-event.ts';
import { type ClockEvent, timeMetricsOf } from '../../../functions/sla/clocks/clock-events.ts';
import { type ClockFact, clockFactEvents, clockFactOf } from '../../../functions/sla/clocks/clock-facts.ts';
import type { ClockState } from '../../../functions/sla/clocks/clock-state.ts';
import { foldClocks } from '../../../functions/sla/clocks/fold-clocks.ts';
import {
  emptySlaConfig,
  type Policy,
  type SlaConfig,
  type TargetName,
} from '../../../functions/sla/configuration/policy.ts';
import type { Interval, Schedule, Weekday } from '../../../functions/sla/configuration/schedule.ts';
import { domainEvent } from '../domain-event.ts';

const nineToFive: Interval[] = [{ from: '09:00', to: '17:00' }];
const weekend = { saturday: [], sunday: [] };

/** Returns a schedule of Monday to Friday, 09:00–17:00 in Berlin, with the given changes. */
export function scheduleWith(
  over: Partial<Omit<Schedule, 'hours'>> & { hours?: Partial<Record<Weekday, Interval[]>> } = {},
): Schedule {
  const week = {
    monday: nineToFive,
    tuesday: nineToFive,
    wednesday: nineToFive,
    thursday: nineToFive,
    friday: nineToFive,
    ...weekend,
  };
  return {
    id: 'berlin',
    version: 1,
    name: 'Berlin office',
    timeZone: 'Europe/Berlin',
    holidays: [],
    updatedAt: '2026-01-01T00:00:00.000Z',
    ...over,
    hours: { ...week, ...over.hours },
  };
}

const noConditions: Policy['conditions'] = {
  priority: [],
  channel: [],
  account: [],
  segment: [],
  topic: [],
  language: [],
  sensitive: [],
};

export function policyWith(
  over: Partial<Omit<Policy, 'conditions'>> & { conditions?: Partial<Policy['conditions']> } = {},
): Policy {
  const { conditions, ...rest } = over;
  return {
    id: 'standard',
    name: 'Standard',
    scheduleId: 'berlin',
    warnAt: 0.8,
    targets: {},
    ...rest,
    conditions: { ...noConditions, ...conditions },
  };
}

/** Returns an SLA configuration in force before all tickets of the tests, unless `over` says otherwise. */
export function slaConfigWith(
  policies: Policy[],
  over: Partial<SlaConfig> & { holidays?: Schedule['holidays'] } = {},
): SlaConfig {
  const { holidays = [], ...rest } = over;
  return {
    version: 1,
    changedAt: '2026-01-01T00:00:00.000Z',
    schedules: { berlin: scheduleWith({ holidays }) },
    policies: { version: 1, policies },
    ...rest,
  };
}

export const configsOf = (...configs: SlaConfig[]): Map<number, SlaConfig> =>
  new Map([emptySlaConfig, ...configs].map((config) => [config.version, config]));

type Step = readonly [at: string, what: string, detail?: Record<string, unknown>];

/**
 * Builds a thread from short steps: `['2026-03-10T09:00Z', 'opened']`, `'customer'`, `'reply'`, `'note'`, a
 * status, …
 */
export function threadOf(...steps: Step[]): DomainEvent[] {
  return steps.map(([at, what, detail = {}]) => {
    const [type, data, role] = eventPartsOf(what);
    return domainEvent(
      type,
      { ticketId: 'tkt_1', channel: 'email', ...data, ...detail },
      { at: new Date(at).toISOString(), actor: { role, id: `${role}-1` } },
    );
  });
}

function eventPartsOf(what: string): [type: string, data: Record<string, unknown>, role: string] {
  const message = { visibility: 'public', automatic: false };
  switch (what) {
    case 'opened':
      return ['ticket.opened', { openedBy: 'customer', priority: 'normal' }, 'customer'];
    case 'opened by staff':
      return ['ticket.opened', { openedBy: 'staff', priority: 'normal' }, 'agent'];
    case 'customer':
      return ['ticket.message_added', message, 'customer'];
    case 'reply':
      return ['ticket.message_added', message, 'agent'];
    case 'note':
      return ['ticket.message_added', { ...message, visibility: 'internal' }, 'agent'];
    case 'automatic':
      return ['ticket.message_added', { ...message, automatic: true }, 'agent'];
    case 'bot':
      return ['ticket.message_added', message, 'service'];
    case 'triaged':
    case 'updated':
    case 'solved':
    case 'reopened':
    case 'closed':
    case 'unmerged':
      return [`ticket.${what}`, {}, 'agent'];
    default:
      return ['ticket.status_changed', { to: what }, 'agent'];
  }
}

export const factsOf = (events: readonly DomainEvent[]): ClockFact[] =>
  events
    .map((event) => parseAnyEvent(clockFactEvents, event))
    .map((event) => event && clockFactOf(event))
    .filter((fact) => fact !== undefined);

export interface Outcome {
  state: ClockState;
  events: ClockEvent[];
  figures: ReturnType<typeof timeMetricsOf>;
}

/** Folds a thread in one go. */
export function clocksOf(
  events: readonly DomainEvent[],
  configs: readonly SlaConfig[],
  until: string,
  customer: { account?: string; segments: string[] } = { segments: [] },
): Outcome {
  const folded = foldClocks({
    facts: factsOf(events),
    configs: configsOf(...configs),
    customer,
    until: Date.parse(until),
  });
  if (!folded.state) throw new Error('the thread has no opening');
  return { state: folded.state, events: folded.events, figures: timeMetricsOf(folded.events) };
}

/**
 * Returns the events of one target as short lines with their times: `activate 1`, `pause 1`, `fulfil 1 met`,
 * …
 */
export function reportedEvents(events: readonly ClockEvent[], target: TargetName): string[] {
  return events.flatMap((event) => {
    if (!('target' in event) || event.target !== target) return [];
    const outcome = event.kind === 'fulfil' && event.met !== undefined ? (event.met ? ' met' : ' late') : '';
    return [`${event.at.slice(0, 16)} ${event.kind} ${event.instance}${outcome}`];
  });
}

/** Returns the calendar and business seconds of a target's fulfilments, in order. */
export function elapsedTimes(events: readonly ClockEvent[], target: TargetName): (number | undefined)[][] {
  return events.flatMap((event) =>
    event.kind === 'fulfil' && event.target === target
      ? [[event.calendarSeconds, event.businessSeconds]]
      : [],
  );
}
