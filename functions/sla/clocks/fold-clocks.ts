// The seven clocks as a fold over the facts of a ticket's thread. Pure: the same facts, SLA configurations
// and moment always give the same clock events, however often and in whatever pieces they are folded.

import {
  emptySlaConfig,
  noTerms,
  type SlaConfig,
  sameTerms,
  type TargetName,
  targets,
  termsFor,
} from '../configuration/policy.ts';
import { type ClockEvent, timeMetricsOf } from './clock-events.ts';
import { type ClockFact, inOrder, type Status } from './clock-facts.ts';
import {
  advanceTime,
  applyTarget,
  type ClockRun,
  iso,
  measuredTargets,
  pauseClock,
  pausedIn,
  resolutionTargets,
  resumeClock,
  startClock,
  stopClock,
} from './clock-run.ts';
import { type ClockState, type CustomerAttributes, isOver } from './clock-state.ts';

const updateTargets: readonly TargetName[] = ['periodic_update', 'pausable_update'];

export interface FoldClocksInput {
  /** The state to continue from; when absent, the fold starts at the opening. */
  state?: ClockState | undefined;
  facts: readonly ClockFact[];
  /** Every version in force since the opening, or since `state`, and the one whose terms apply now. */
  configs: ReadonlyMap<number, SlaConfig>;
  customer: CustomerAttributes;
  /** Epoch milliseconds. */
  until: number;
}

export interface FoldedClocks {
  /** Absent when the ticket was opened after `until`. */
  state: ClockState | undefined;
  events: ClockEvent[];
}

/** A change of the SLA configuration, merged with the facts of the thread. */
interface ConfigChange {
  kind: 'config_changed';
  at: number;
  version: number;
}

/**
 * Returns the state of the clocks at `until` and the clock events since `state`. Facts that `state` already
 * includes, and those after `until`, are left out. Folding up to a moment and continuing from there equals
 * folding in one go.
 */
export function foldClocks({ state, facts, configs, customer, until }: FoldClocksInput): FoldedClocks {
  const included = inOrder(facts).filter(
    ({ at }) => at <= until && at > (state?.upTo ?? Number.NEGATIVE_INFINITY),
  );
  const opened = included.find(({ kind }) => kind === 'opened');
  const start = state
    ? { state: structuredClone(state), events: [], configs }
    : opened && openClocks(opened, configs, customer);
  if (!start) return { state: undefined, events: [] };
  const run: ClockRun = start;
  const later = included.filter(({ kind }) => kind !== 'opened');
  for (const step of withConfigChanges(run, later, until)) {
    advanceTime(run, step.at, false);
    applyFact(run, step);
  }
  advanceTime(run, until, true);
  run.state.figures = timeMetricsOf(run.events, run.state.figures);
  return { state: run.state, events: run.events };
}

/**
 * Returns facts and configuration changes in the order of time. A change that was missed before comes first.
 */
function withConfigChanges(
  { state, configs }: ClockRun,
  facts: readonly ClockFact[],
  until: number,
): (ClockFact | ConfigChange)[] {
  const changes = [...configs.values()]
    .filter(({ version }) => version > state.config)
    .toSorted((a, b) => a.version - b.version)
    .map(({ version, changedAt }): ConfigChange => {
      const at = Math.max(Date.parse(changedAt), state.upTo);
      return { kind: 'config_changed', at, version };
    })
    .filter(({ at }) => at <= until);
  return [...changes, ...facts].toSorted((a, b) => a.at - b.at);
}

function openClocks(
  fact: ClockFact,
  configs: ReadonlyMap<number, SlaConfig>,
  customer: CustomerAttributes,
): ClockRun | undefined {
  if (fact.kind !== 'opened') return undefined;
  const config = [...configs.values()]
    .filter(({ changedAt }) => Date.parse(changedAt) <= fact.at)
    .reduce((newest, other) => (other.version > newest.version ? other : newest), emptySlaConfig);
  const state: ClockState = {
    upTo: fact.at,
    openedAt: fact.at,
    channel: fact.channel,
    attributes: fact.attributes,
    customer,
    status: 'new',
    replied: false,
    config: config.version,
    terms: noTerms,
    policies: 0,
    instances: {},
    clocks: {},
    figures: {},
  };
  const run = { state, events: [], configs };
  applyTerms(run, fact.at);
  for (const target of measuredTargets) startClock(run, target, fact.at);
  // When staff opened the ticket, their opening is their first public message, so the next update is owed
  // after it.
  if (fact.by === 'staff') for (const target of updateTargets) startClock(run, target, fact.at);
  return run;
}

function applyFact(run: ClockRun, fact: ClockFact | ConfigChange): void {
  const { state } = run;
  switch (fact.kind) {
    case 'config_changed':
      state.config = fact.version;
      return applyTerms(run, fact.at);
    case 'changed':
      state.attributes = { ...state.attributes, ...fact.attributes };
      return applyTerms(run, fact.at);
    case 'customer_wrote':
      return customerWrote(run, fact.at);
    case 'staff_replied':
      return staffReplied(run, fact.at);
    case 'moved':
      if (!isOver(state) && !isOver({ status: fact.to })) moveTo(run, fact.to, fact.at);
      return undefined;
    case 'reopened':
      return reopen(run, fact.at);
    case 'solved':
      return solve(run, fact.at);
    case 'closed':
      if (fact.merged) state.merged = structuredClone({ status: state.status, clocks: state.clocks });
      for (const target of targets) stopClock(run, target, fact.at, 'cancel');
      state.status = 'closed';
      return undefined;
    case 'unmerged':
      return unmerge(run, fact.to, fact.at);
    case 'opened':
      return undefined;
  }
}

/**
 * Starts `next_reply` for the oldest unanswered message. Before the first reply, `first_reply` measures the
 * wait.
 */
function customerWrote(run: ClockRun, at: number): void {
  const { state } = run;
  if (!state.replied || state.status === 'closed') return;
  if (state.status === 'solved') state.wroteWhileSolved ??= at;
  else if (!state.clocks.next_reply) startClock(run, 'next_reply', at);
}

function staffReplied(run: ClockRun, at: number): void {
  const { state } = run;
  if (!state.replied) {
    // Solving without a reply cancelled this clock, but a later reply is still the first one.
    if (!state.clocks.first_reply) startClock(run, 'first_reply', at, state.openedAt);
    stopClock(run, 'first_reply', at, 'fulfil');
    state.replied = true;
  }
  delete state.wroteWhileSolved;
  stopClock(run, 'next_reply', at, 'fulfil');
  if (isOver(state)) return;
  for (const target of updateTargets) {
    stopClock(run, target, at, 'fulfil');
    startClock(run, target, at);
  }
}

function moveTo(run: ClockRun, to: Status, at: number): void {
  const { state } = run;
  const from = state.status;
  state.status = to;
  for (const target of targets) {
    const clock = state.clocks[target];
    const [wasPaused, isPaused] = [pausedIn[target].includes(from), pausedIn[target].includes(to)];
    if (clock && isPaused && !wasPaused) pauseClock(run, target, clock, at);
    if (clock && wasPaused && !isPaused) resumeClock(run, target, clock, at);
  }
}

/**
 * Fulfils the resolution and update clocks and cancels the reply clocks: missing replies are no longer owed.
 */
function solve(run: ClockRun, at: number): void {
  if (isOver(run.state)) return;
  for (const target of [...updateTargets, ...resolutionTargets]) stopClock(run, target, at, 'fulfil');
  for (const target of ['first_reply', 'next_reply'] as const) stopClock(run, target, at, 'cancel');
  run.state.status = 'solved';
}

/** Starts new resolution clocks, with the terms of this moment. */
function reopen(run: ClockRun, at: number): void {
  const { state } = run;
  if (state.status !== 'solved') return;
  state.status = 'open';
  applyTerms(run, at);
  if (!state.replied) startClock(run, 'first_reply', at, state.openedAt);
  if (state.wroteWhileSolved !== undefined) startClock(run, 'next_reply', at, state.wroteWhileSolved);
  delete state.wroteWhileSolved;
  for (const target of resolutionTargets) startClock(run, target, at);
}

/**
 * Continues the clocks as though they had never stopped, because the customer has waited all the time. Clocks
 * that were reported as cancelled are activated again. A clock that was breached before the merge does not
 * breach again.
 */
function unmerge(run: ClockRun, to: Status, at: number): void {
  const { state } = run;
  if (state.merged === undefined) return;
  const { status, clocks } = state.merged;
  delete state.merged;
  for (const clock of Object.values(clocks)) {
    delete clock.instance;
    delete clock.warned;
  }
  Object.assign(state, { status, clocks });
  moveTo(run, to, at);
  applyTerms(run, at);
  for (const target of targets) applyTarget(run, target, at);
}

/**
 * Applies the terms that match the ticket now. Clocks keep the time that they have used, counted by the new
 * schedule, and a past breach stays. While the ticket is solved nothing changes: the terms it was solved
 * under remain.
 */
function applyTerms(run: ClockRun, at: number): void {
  const { state, configs } = run;
  if (isOver(state)) return;
  const config = configs.get(state.config) ?? emptySlaConfig;
  const { language, topic } = state.attributes;
  const terms = termsFor(config, {
    priority: state.attributes.priority,
    channel: state.channel,
    kinds: state.attributes.kinds,
    ...state.customer,
    ...(language === undefined ? {} : { language }),
    ...(topic === undefined ? {} : { topic }),
  });
  const same = sameTerms(state.terms, terms, configs);
  state.terms = terms;
  if (same) return;
  state.policies += 1;
  const { slaConfigVersion, warnAt: _warnAt, ...shown } = terms;
  run.events.push({
    kind: 'policy_applied',
    instance: state.policies,
    at: iso(at),
    slaConfigVersion,
    ...shown,
  });
  for (const target of targets) applyTarget(run, target, at);
}
