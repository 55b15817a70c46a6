// One clock at a time: how it starts, pauses, goes on and ends, when it warns and breaches, and what is told of it.

import { ownProperty } from '../../platform/own-property.ts';
import {
  type PolicyTerms,
  type SlaConfig,
  type Target,
  type TargetName,
  targets,
} from '../configuration/policy.ts';
import type { Schedule } from '../configuration/schedule.ts';
import type { ClockEvent, ElapsedTime } from './clock-events.ts';
import type { Status } from './clock-facts.ts';
import { type Clock, type ClockState, isRunning } from './clock-state.ts';
import { elapsedIn, momentWhenReached, runningMs } from './measure.ts';

export const resolutionTargets: readonly TargetName[] = ['requester_wait', 'agent_work', 'total_resolution'];

/** Statuses in which a target does not run. */
export const pausedIn: Readonly<Record<TargetName, readonly Status[]>> = {
  first_reply: [],
  next_reply: [],
  periodic_update: [],
  pausable_update: ['pending'],
  requester_wait: ['pending'],
  agent_work: ['pending', 'on_hold'],
  total_resolution: [],
};
/** Clocks that run for the figures, whether anything is promised or not. */
export const measuredTargets: readonly TargetName[] = ['first_reply', ...resolutionTargets];

/** A fold under way: its functions change `state` and add to `events`. */
export interface ClockRun {
  state: ClockState;
  events: ClockEvent[];
  configs: ReadonlyMap<number, SlaConfig>;
}

export const iso = (at: number) => new Date(at).toISOString();

/** A cycle is told of only while it has a target; it was kept all the while, so that no time is lost. */
export function applyTarget(run: ClockRun, target: TargetName, at: number): void {
  const clock = run.state.clocks[target];
  if (!clock) return;
  const told = isReported(run.state.terms, target);
  if (told && clock.instance === undefined) reportActivation(run, target, clock, at);
  if (!told && clock.instance !== undefined) {
    run.events.push({ kind: 'cancel', target, instance: clock.instance, at: iso(at) });
    delete clock.instance;
    delete clock.warned;
    delete clock.breached;
  }
  planDeadlines(run, target, clock);
}

const isReported = ({ targets: promised }: PolicyTerms, target: TargetName): boolean =>
  measuredTargets.includes(target) || promised[target] !== undefined;

export function startClock(run: ClockRun, target: TargetName, at: number, since = at): void {
  const clock: Clock = { spans: [since], pauses: 0 };
  run.state.clocks[target] = clock;
  if (pausedIn[target].includes(run.state.status)) clock.spans.push(at);
  if (isReported(run.state.terms, target)) reportActivation(run, target, clock, at);
  planDeadlines(run, target, clock);
}

/** Says that the clock is there, and that it is paused if it is. */
function reportActivation(run: ClockRun, target: TargetName, clock: Clock, at: number): void {
  const instance = (run.state.instances[target] ?? 0) + 1;
  run.state.instances[target] = instance;
  clock.instance = instance;
  clock.pauses = 0;
  const [since = at] = clock.spans;
  run.events.push({
    kind: 'activate',
    target,
    instance,
    at: iso(at),
    ...(since < at ? { since: iso(since) } : {}),
  });
  if (!isRunning(clock)) reportPause(run, target, clock, at);
}

function reportPause(run: ClockRun, target: TargetName, clock: Clock, at: number): void {
  if (clock.instance === undefined) return;
  clock.pauses += 1;
  const { instance, pauses: count } = clock;
  run.events.push({ kind: 'pause', target, instance, count, at: iso(at) });
}

export function pauseClock(run: ClockRun, target: TargetName, clock: Clock, at: number): void {
  clock.spans.push(at);
  reportPause(run, target, clock, at);
  planDeadlines(run, target, clock);
}

export function resumeClock(run: ClockRun, target: TargetName, clock: Clock, at: number): void {
  clock.spans.push(at);
  const { instance, pauses: count } = clock;
  if (instance !== undefined) run.events.push({ kind: 'resume', target, instance, count, at: iso(at) });
  planDeadlines(run, target, clock);
}

export function stopClock(run: ClockRun, target: TargetName, at: number, kind: 'fulfil' | 'cancel'): void {
  const { state, events } = run;
  const clock = state.clocks[target];
  if (!clock) return;
  delete state.clocks[target];
  if (isRunning(clock)) clock.spans.push(at);
  const { instance } = clock;
  if (instance === undefined) return;
  const base = { target, instance, at: iso(at) };
  if (kind === 'cancel') return void events.push({ kind, ...base });
  const promise = state.terms.targets[target];
  // One that began in the past, or has just got a shorter target, may be late without any time having passed since.
  const late = promise && usedMs(run, clock, promise, at) > promise.seconds * 1000;
  if (late && !clock.breached) breach(run, target, clock, at);
  events.push({
    kind,
    ...base,
    ...elapsedBy(run, clock.spans, at),
    ...(promise ? { ...targetLimit(promise), met: !clock.breached } : {}),
    ...(target === 'total_resolution' ? resolution(run, at) : {}),
  });
}

function resolution(run: ClockRun, at: number): { sinceOpening: ElapsedTime; first?: true } {
  const { state } = run;
  const first = state.resolved ? {} : { first: true as const };
  state.resolved = true;
  return { sinceOpening: elapsedBy(run, [state.openedAt], at), ...first };
}

function breach(run: ClockRun, target: TargetName, clock: Clock, at: number): void {
  const promise = run.state.terms.targets[target];
  if (!promise || clock.instance === undefined) return;
  clock.breached = true;
  const dueAt = iso(clock.dueAt ?? at);
  const base = { target, instance: clock.instance, at: iso(at), dueAt, ...targetLimit(promise) };
  run.events.push({ kind: 'breach', ...base, ...elapsedBy(run, clock.spans, at) });
}

function warn(run: ClockRun, target: TargetName, clock: Clock, at: number): void {
  const promise = run.state.terms.targets[target];
  if (!promise || clock.instance === undefined || clock.dueAt === undefined) return;
  clock.warned = true;
  const base = { target, instance: clock.instance, at: iso(at), dueAt: iso(clock.dueAt) };
  run.events.push({ kind: 'warn', ...base, ...targetLimit(promise) });
}

const targetLimit = ({ seconds, hours }: Target) => ({ targetSeconds: seconds, hours });

const scheduleOf = ({ state: { terms }, configs }: ClockRun): Schedule | undefined =>
  ownProperty(configs.get(terms.slaConfigVersion)?.schedules ?? {}, terms.scheduleId ?? '');

const usedMs = (run: ClockRun, clock: Clock, { hours }: Target, at: number): number =>
  runningMs(clock.spans, at, hours === 'business' ? scheduleOf(run) : undefined);

function elapsedBy(run: ClockRun, spans: readonly number[], at: number): ElapsedTime {
  return elapsedIn(spans, at, scheduleOf(run));
}

/** Finds out when the clock warns and breaches as things stand. */
function planDeadlines(run: ClockRun, target: TargetName, clock: Clock): void {
  delete clock.warnAt;
  delete clock.dueAt;
  const promise = run.state.terms.targets[target];
  if (!promise || clock.instance === undefined) return;
  const schedule = promise.hours === 'business' ? scheduleOf(run) : undefined;
  const ms = promise.seconds * 1000;
  const dueAt = momentWhenReached(clock.spans, ms, schedule);
  const warnAt = momentWhenReached(clock.spans, Math.floor(ms * run.state.terms.warnAt), schedule);
  if (dueAt !== undefined) clock.dueAt = dueAt;
  if (warnAt !== undefined) clock.warnAt = warnAt;
}

/**
 * Lets time pass: warns and breaches what is due before `until`, or at it. What is fulfilled at the very moment of its
 * breach is met, so a fact comes before the breach of its own moment.
 */
export function advanceTime(run: ClockRun, until: number, inclusive: boolean): void {
  const { state } = run;
  const reached = (at: number | undefined): at is number =>
    at !== undefined && (inclusive ? at <= until : at < until);
  const moments = targets.flatMap((target) => {
    const clock = state.clocks[target];
    if (!clock) return [];
    const at = (moment: number | undefined) =>
      moment === undefined ? undefined : Math.max(moment, state.upTo);
    const [warnAt, dueAt] = [at(clock.warnAt), at(clock.dueAt)];
    const breaches =
      !clock.breached && reached(dueAt) ? [{ target, clock, at: dueAt, kind: 'breach' as const }] : [];
    // Of a warning that comes with the breach nobody has anything.
    const warns = !clock.warned && !clock.breached && reached(warnAt) && warnAt !== dueAt;
    return [...(warns ? [{ target, clock, at: warnAt, kind: 'warn' as const }] : []), ...breaches];
  });
  for (const { target, clock, at, kind } of moments.toSorted((a, b) => a.at - b.at)) {
    (kind === 'warn' ? warn : breach)(run, target, clock, at);
  }
  state.upTo = until;
}
