// Starts, pauses, resumes and ends one clock at a time, plans its warning and breach, and reports its events.
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

/** Lists the statuses in which a target is paused. */
export const pausedIn: Readonly<Record<TargetName, readonly Status[]>> = {
  first_reply: [],
  next_reply: [],
  periodic_update: [],
  pausable_update: ['pending'],
  requester_wait: ['pending'],
  agent_work: ['pending', 'on_hold'],
  total_resolution: [],
};
/** Lists the clocks that run for the figures, whether the policy has such a target or not. */
export const measuredTargets: readonly TargetName[] = ['first_reply', ...resolutionTargets];

/** A fold in progress: its functions change `state` and append to `events`. */
export interface ClockRun {
  state: ClockState;
  events: ClockEvent[];
  configs: ReadonlyMap<number, SlaConfig>;
}

export const iso = (at: number) => new Date(at).toISOString();

/**
 * Reports a clock that has gained a target and cancels one that has lost it. Unreported clocks keep their
 * time.
 */
export function applyTarget(run: ClockRun, target: TargetName, at: number): void {
  const clock = run.state.clocks[target];
  if (!clock) return;
  const reported = isReported(run.state.terms, target);
  if (reported && clock.instance === undefined) reportActivation(run, target, clock, at);
  if (!reported && clock.instance !== undefined) {
    run.events.push({ kind: 'cancel', target, instance: clock.instance, at: iso(at) });
    delete clock.instance;
    delete clock.warned;
    delete clock.breached;
  }
  planDeadlines(run, target, clock);
}

const isReported = ({ targets: limits }: PolicyTerms, target: TargetName): boolean =>
  measuredTargets.includes(target) || limits[target] !== undefined;

export function startClock(run: ClockRun, target: TargetName, at: number, since = at): void {
  const clock: Clock = { spans: [since], pauses: 0 };
  run.state.clocks[target] = clock;
  if (pausedIn[target].includes(run.state.status)) clock.spans.push(at);
  if (isReported(run.state.terms, target)) reportActivation(run, target, clock, at);
  planDeadlines(run, target, clock);
}

/** Reports the activation of a clock, and its pause if it is paused. */
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
  const limit = state.terms.targets[target];
  // A clock that started in the past, or just got a shorter target, may be late although no time has passed
  // since.
  const late = limit && usedMs(run, clock, limit, at) > limit.seconds * 1000;
  if (late && !clock.breached) breach(run, target, clock, at);
  events.push({
    kind,
    ...base,
    ...elapsedBy(run, clock.spans, at),
    ...(limit ? { ...targetLimit(limit), met: !clock.breached } : {}),
    ...(target === 'total_resolution' ? resolutionFields(run, at) : {}),
  });
}

function resolutionFields(run: ClockRun, at: number): { sinceOpening: ElapsedTime; first?: true } {
  const { state } = run;
  const first = state.resolved ? {} : { first: true as const };
  state.resolved = true;
  return { sinceOpening: elapsedBy(run, [state.openedAt], at), ...first };
}

function breach(run: ClockRun, target: TargetName, clock: Clock, at: number): void {
  const limit = run.state.terms.targets[target];
  if (!limit || clock.instance === undefined) return;
  clock.breached = true;
  const dueAt = iso(clock.dueAt ?? at);
  const base = { target, instance: clock.instance, at: iso(at), dueAt, ...targetLimit(limit) };
  run.events.push({ kind: 'breach', ...base, ...elapsedBy(run, clock.spans, at) });
}

function warn(run: ClockRun, target: TargetName, clock: Clock, at: number): void {
  const limit = run.state.terms.targets[target];
  if (!limit || clock.instance === undefined || clock.dueAt === undefined) return;
  clock.warned = true;
  const base = { target, instance: clock.instance, at: iso(at), dueAt: iso(clock.dueAt) };
  run.events.push({ kind: 'warn', ...base, ...targetLimit(limit) });
}

const targetLimit = ({ seconds, hours }: Target) => ({ targetSeconds: seconds, hours });

const scheduleOf = ({ state: { terms }, configs }: ClockRun): Schedule | undefined =>
  ownProperty(configs.get(terms.slaConfigVersion)?.schedules ?? {}, terms.scheduleId ?? '');

const usedMs = (run: ClockRun, clock: Clock, { hours }: Target, at: number): number =>
  runningMs(clock.spans, at, hours === 'business' ? scheduleOf(run) : undefined);

function elapsedBy(run: ClockRun, spans: readonly number[], at: number): ElapsedTime {
  return elapsedIn(spans, at, scheduleOf(run));
}

/** Sets when the clock warns and breaches if nothing else happens. */
function planDeadlines(run: ClockRun, target: TargetName, clock: Clock): void {
  delete clock.warnAt;
  delete clock.dueAt;
  const limit = run.state.terms.targets[target];
  if (!limit || clock.instance === undefined) return;
  const schedule = limit.hours === 'business' ? scheduleOf(run) : undefined;
  const ms = limit.seconds * 1000;
  const dueAt = momentWhenReached(clock.spans, ms, schedule);
  const warnAt = momentWhenReached(clock.spans, Math.floor(ms * run.state.terms.warnAt), schedule);
  if (dueAt !== undefined) clock.dueAt = dueAt;
  if (warnAt !== undefined) clock.warnAt = warnAt;
}

/**
 * Advances time: reports the warnings and breaches due before `until` or, when `inclusive`, at it. A target
 * that is fulfilled at the exact moment of its deadline is met, so a fact comes before a breach at the same
 * moment.
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
    // A warning that comes at the same time as the breach helps nobody.
    const warns = !clock.warned && !clock.breached && reached(warnAt) && warnAt !== dueAt;
    return [...(warns ? [{ target, clock, at: warnAt, kind: 'warn' as const }] : []), ...breaches];
  });
  for (const { target, clock, at, kind } of moments.toSorted((a, b) => a.at - b.at)) {
    (kind === 'warn' ? warn : breach)(run, target, clock, at);
  }
  state.upTo = until;
}
