// The seven clocks as a fold over the facts of a ticket's thread. Pure: the same facts, rulebooks and moment always give the
// same clock events, however often and in whatever pieces they are folded.
import { type ClockEvent, figuresOf, type Used } from './clock-events.ts';
import { type Fact, inOrder, type Status } from './clock-facts.ts';
import { type Clock, type ClockState, isOver, runs, type Standing } from './clock-state.ts';
import { measure, reach, usedIn } from './measure.ts';
import {
  emptyRulebook,
  noTerms,
  type Rulebook,
  sameTerms,
  type Target,
  type TargetName,
  type Terms,
  targets,
  termsFor,
} from './policy.ts';
import type { Schedule } from './schedule.ts';

/** Statuses in which a target does not run. */
const pausedIn: Readonly<Record<TargetName, readonly Status[]>> = {
  first_reply: [],
  next_reply: [],
  periodic_update: [],
  pausable_update: ['pending'],
  requester_wait: ['pending'],
  agent_work: ['pending', 'on_hold'],
  total_resolution: [],
};
const resolutions: readonly TargetName[] = ['requester_wait', 'agent_work', 'total_resolution'];
const updates: readonly TargetName[] = ['periodic_update', 'pausable_update'];
/** Clocks that run for the figures, whether anything is promised or not. */
const measured: readonly TargetName[] = ['first_reply', ...resolutions];

export interface FoldInput {
  /** From where to go on; absent: from the opening. */
  state?: ClockState | undefined;
  facts: readonly Fact[];
  /** Every version that held since the opening, or since `state`, and those whose terms are in force. */
  books: ReadonlyMap<number, Rulebook>;
  standing: Standing;
  /** Epoch milliseconds. */
  until: number;
}

export interface Folded {
  /** Absent when the ticket was opened after `until`. */
  state: ClockState | undefined;
  events: ClockEvent[];
}

/** A change of the rulebook, in line with the facts of the thread. */
interface NewRules {
  kind: 'rules';
  at: number;
  version: number;
}

interface Run {
  state: ClockState;
  events: ClockEvent[];
  books: ReadonlyMap<number, Rulebook>;
}

const iso = (at: number) => new Date(at).toISOString();

/**
 * The state of the clocks at `until`, and what happened to them since `state`. Facts that `state` has in it, and those
 * after `until`, are left out. Folding up to a moment and on from there is the same as folding in one go.
 */
export function fold({ state, facts, books, standing, until }: FoldInput): Folded {
  const due = inOrder(facts).filter(
    ({ at }) => at <= until && at > (state?.upTo ?? Number.NEGATIVE_INFINITY),
  );
  const opened = due.find(({ kind }) => kind === 'opened');
  const begun = state
    ? { state: structuredClone(state), events: [], books }
    : opened && open(opened, books, standing);
  if (!begun) return { state: undefined, events: [] };
  const run: Run = begun;
  const later = due.filter(({ kind }) => kind !== 'opened');
  for (const step of withRules(run, later, until)) {
    passTime(run, step.at, false);
    apply(run, step);
  }
  passTime(run, until, true);
  run.state.figures = figuresOf(run.events, run.state.figures);
  return { state: run.state, events: run.events };
}

/** Facts and changes of the rulebook in the order of their time; one that was missed comes first. */
function withRules({ state, books }: Run, facts: readonly Fact[], until: number): (Fact | NewRules)[] {
  const rules = [...books.values()]
    .filter(({ version }) => version > state.rulebook)
    .toSorted((a, b) => a.version - b.version)
    .map(({ version, changedAt }): NewRules => {
      const at = Math.max(Date.parse(changedAt), state.upTo);
      return { kind: 'rules', at, version };
    })
    .filter(({ at }) => at <= until);
  return [...rules, ...facts].toSorted((a, b) => a.at - b.at);
}

function open(fact: Fact, books: ReadonlyMap<number, Rulebook>, standing: Standing): Run | undefined {
  if (fact.kind !== 'opened') return undefined;
  const book = [...books.values()]
    .filter(({ changedAt }) => Date.parse(changedAt) <= fact.at)
    .reduce((newest, one) => (one.version > newest.version ? one : newest), emptyRulebook);
  const state: ClockState = {
    upTo: fact.at,
    openedAt: fact.at,
    channel: fact.channel,
    attributes: fact.attributes,
    standing,
    status: 'new',
    replied: false,
    rulebook: book.version,
    terms: noTerms,
    policies: 0,
    instances: {},
    clocks: {},
    figures: {},
  };
  const run = { state, events: [], books };
  applyTerms(run, fact.at);
  for (const target of measured) start(run, target, fact.at);
  // The opening message of staff is the first public one of theirs, so the next is owed an update after it.
  if (fact.by === 'staff') for (const target of updates) start(run, target, fact.at);
  return run;
}

function apply(run: Run, fact: Fact | NewRules): void {
  const { state } = run;
  switch (fact.kind) {
    case 'rules':
      state.rulebook = fact.version;
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
      for (const target of targets) stop(run, target, fact.at, 'cancel');
      state.status = 'closed';
      return undefined;
    case 'opened':
      return undefined;
  }
}

/** Before the first reply the customer waits for that one; afterwards the oldest unanswered message counts. */
function customerWrote(run: Run, at: number): void {
  const { state } = run;
  if (!state.replied || state.status === 'closed') return;
  if (state.status === 'solved') state.wroteWhileSolved ??= at;
  else if (!state.clocks.next_reply) start(run, 'next_reply', at);
}

function staffReplied(run: Run, at: number): void {
  const { state } = run;
  if (!state.replied) {
    // Solved without a reply its clock was cancelled: a reply after that is the first one all the same.
    if (!state.clocks.first_reply) start(run, 'first_reply', at, state.openedAt);
    stop(run, 'first_reply', at, 'fulfil');
    state.replied = true;
  }
  delete state.wroteWhileSolved;
  stop(run, 'next_reply', at, 'fulfil');
  if (isOver(state)) return;
  for (const target of updates) {
    stop(run, target, at, 'fulfil');
    start(run, target, at);
  }
}

function moveTo(run: Run, to: Status, at: number): void {
  const { state } = run;
  const from = state.status;
  state.status = to;
  for (const target of targets) {
    const clock = state.clocks[target];
    const [was, is] = [pausedIn[target].includes(from), pausedIn[target].includes(to)];
    if (clock && is && !was) pause(run, target, clock, at);
    if (clock && was && !is) resume(run, target, clock, at);
  }
}

/** Solving fulfils what was to be resolved or kept informed; replies that were not given are not owed any more. */
function solve(run: Run, at: number): void {
  if (isOver(run.state)) return;
  for (const target of [...updates, ...resolutions]) stop(run, target, at, 'fulfil');
  for (const target of ['first_reply', 'next_reply'] as const) stop(run, target, at, 'cancel');
  run.state.status = 'solved';
}

/** The resolution clocks begin anew, on the terms of this moment. */
function reopen(run: Run, at: number): void {
  const { state } = run;
  if (state.status !== 'solved') return;
  state.status = 'open';
  applyTerms(run, at);
  if (!state.replied) start(run, 'first_reply', at, state.openedAt);
  if (state.wroteWhileSolved !== undefined) start(run, 'next_reply', at, state.wroteWhileSolved);
  delete state.wroteWhileSolved;
  for (const target of resolutions) start(run, target, at);
}

/**
 * Puts the ticket on the terms that match it now. Clocks go on with the time that they have used, counted by the new
 * schedule; a breach that has passed stays. While the ticket is solved nothing changes: the terms of then hold.
 */
function applyTerms(run: Run, at: number): void {
  const { state, books } = run;
  if (isOver(state)) return;
  const book = books.get(state.rulebook) ?? emptyRulebook;
  const { language, topic } = state.attributes;
  const terms = termsFor(book, {
    priority: state.attributes.priority,
    channel: state.channel,
    kinds: state.attributes.kinds,
    ...state.standing,
    ...(language === undefined ? {} : { language }),
    ...(topic === undefined ? {} : { topic }),
  });
  const same = sameTerms(state.terms, terms, books);
  state.terms = terms;
  if (same) return;
  state.policies += 1;
  const { rulebookVersion, warnAt: _warnAt, ...shown } = terms;
  run.events.push({
    kind: 'policy_applied',
    instance: state.policies,
    at: iso(at),
    rulebookVersion,
    ...shown,
  });
  for (const target of targets) retarget(run, target, at);
}

/** A cycle is told of only while it has a target; it was kept all the while, so that no time is lost. */
function retarget(run: Run, target: TargetName, at: number): void {
  const clock = run.state.clocks[target];
  if (!clock) return;
  const told = isTold(run.state.terms, target);
  if (told && clock.instance === undefined) tell(run, target, clock, at);
  if (!told && clock.instance !== undefined) {
    run.events.push({ kind: 'cancel', target, instance: clock.instance, at: iso(at) });
    delete clock.instance;
    delete clock.warned;
    delete clock.breached;
  }
  plan(run, target, clock);
}

const isTold = ({ targets: promised }: Terms, target: TargetName): boolean =>
  measured.includes(target) || promised[target] !== undefined;

function start(run: Run, target: TargetName, at: number, since = at): void {
  const clock: Clock = { spans: [since], pauses: 0 };
  run.state.clocks[target] = clock;
  if (pausedIn[target].includes(run.state.status)) clock.spans.push(at);
  if (isTold(run.state.terms, target)) tell(run, target, clock, at);
  plan(run, target, clock);
}

/** Says that the clock is there, and that it is paused if it is. */
function tell(run: Run, target: TargetName, clock: Clock, at: number): void {
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
  if (!runs(clock)) tellPause(run, target, clock, at);
}

function tellPause(run: Run, target: TargetName, clock: Clock, at: number): void {
  if (clock.instance === undefined) return;
  clock.pauses += 1;
  const { instance, pauses: count } = clock;
  run.events.push({ kind: 'pause', target, instance, count, at: iso(at) });
}

function pause(run: Run, target: TargetName, clock: Clock, at: number): void {
  clock.spans.push(at);
  tellPause(run, target, clock, at);
  plan(run, target, clock);
}

function resume(run: Run, target: TargetName, clock: Clock, at: number): void {
  clock.spans.push(at);
  const { instance, pauses: count } = clock;
  if (instance !== undefined) run.events.push({ kind: 'resume', target, instance, count, at: iso(at) });
  plan(run, target, clock);
}

function stop(run: Run, target: TargetName, at: number, kind: 'fulfil' | 'cancel'): void {
  const { state, events } = run;
  const clock = state.clocks[target];
  if (!clock) return;
  delete state.clocks[target];
  if (runs(clock)) clock.spans.push(at);
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
    ...usedBy(run, clock.spans, at),
    ...(promise ? { ...promised(promise), met: !clock.breached } : {}),
    ...(target === 'total_resolution' ? { sinceOpening: usedBy(run, [state.openedAt], at) } : {}),
  });
}

function breach(run: Run, target: TargetName, clock: Clock, at: number): void {
  const promise = run.state.terms.targets[target];
  if (!promise || clock.instance === undefined) return;
  clock.breached = true;
  const dueAt = iso(clock.dueAt ?? at);
  const base = { target, instance: clock.instance, at: iso(at), dueAt, ...promised(promise) };
  run.events.push({ kind: 'breach', ...base, ...usedBy(run, clock.spans, at) });
}

function warn(run: Run, target: TargetName, clock: Clock, at: number): void {
  const promise = run.state.terms.targets[target];
  if (!promise || clock.instance === undefined || clock.dueAt === undefined) return;
  clock.warned = true;
  const base = { target, instance: clock.instance, at: iso(at), dueAt: iso(clock.dueAt) };
  run.events.push({ kind: 'warn', ...base, ...promised(promise) });
}

const promised = ({ seconds, hours }: Target) => ({ targetSeconds: seconds, hours });

const scheduleOf = ({ state: { terms }, books }: Run): Schedule | undefined =>
  books.get(terms.rulebookVersion)?.schedules[terms.scheduleId ?? ''];

const usedMs = (run: Run, clock: Clock, { hours }: Target, at: number): number =>
  measure(clock.spans, at, hours === 'business' ? scheduleOf(run) : undefined);

function usedBy(run: Run, spans: readonly number[], at: number): Used {
  return usedIn(spans, at, scheduleOf(run));
}

/** Finds out when the clock warns and breaches as things stand. */
function plan(run: Run, target: TargetName, clock: Clock): void {
  delete clock.warnAt;
  delete clock.dueAt;
  const promise = run.state.terms.targets[target];
  if (!promise || clock.instance === undefined) return;
  const schedule = promise.hours === 'business' ? scheduleOf(run) : undefined;
  const ms = promise.seconds * 1000;
  const dueAt = reach(clock.spans, ms, schedule);
  const warnAt = reach(clock.spans, Math.floor(ms * run.state.terms.warnAt), schedule);
  if (dueAt !== undefined) clock.dueAt = dueAt;
  if (warnAt !== undefined) clock.warnAt = warnAt;
}

/**
 * Lets time pass: warns and breaches what is due before `until`, or at it. What is fulfilled at the very moment of its
 * breach is met, so a fact comes before the breach of its own moment.
 */
function passTime(run: Run, until: number, inclusive: boolean): void {
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
