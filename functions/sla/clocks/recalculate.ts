// From what is stored to what is to be written: the pure heart of the worker.
import { isDeepStrictEqual } from 'node:util';
import { type SlaConfig, targets } from '../configuration/policy.ts';
import { applyChanges, type ClockEvent, type ClockEventChange, clockEventName } from './clock-events.ts';
import type { ClockFact } from './clock-facts.ts';
import { type ClockState, type CustomerAttributes } from './clock-state.ts';
import { foldClocks } from './fold-clocks.ts';

/**
 * Facts younger than this are not folded into the checkpoint: one that is written under an earlier time than it lands
 * comes less late than that. Twice the longest time limit of a function.
 */
export const CHECKPOINT_LAG_MS = 120_000;

/** What stands on the table of a ticket's clocks. */
export interface StoredClocks {
  /** The checkpoint; absent while the ticket is younger than `SETTLED_MS`. */
  state?: ClockState | undefined;
  /** The clock events since the checkpoint, as they were told. */
  recent: readonly ClockEvent[];
}

export interface RecalculateInput {
  stored: StoredClocks;
  /** Of the thread: all after the checkpoint, or simply all. */
  facts: readonly ClockFact[];
  configs: ReadonlyMap<number, SlaConfig>;
  customer: CustomerAttributes;
  /** Epoch milliseconds. */
  now: number;
  /** How far the checkpoint stays behind. */
  settledMs?: number;
}

export interface Recalculation {
  stored: StoredClocks;
  /** The clocks as of now. */
  live: ClockState;
  /** What the stored list of clock events lacks. */
  changes: ClockEventChange[];
}

/**
 * Folds what came since the checkpoint, compares it with what was told of it before, and moves the checkpoint on. What it
 * gives depends on the stored facts alone: deliveries that come twice, late or in another order change nothing.
 * Undefined when the thread has no opening.
 */
export function recalculate({
  stored,
  facts,
  configs,
  customer,
  now,
  settledMs = CHECKPOINT_LAG_MS,
}: RecalculateInput): Recalculation | undefined {
  const settled = Math.max(now - settledMs, stored.state?.upTo ?? Number.NEGATIVE_INFINITY);
  // A clock of another machine may be ahead of ours: its facts are facts all the same.
  const until = Math.max(now, settled, ...facts.map(({ at }) => at));
  const base = { facts, configs, customer };
  const old = foldClocks({ ...base, state: stored.state, until: settled });
  const young = foldClocks({ ...base, state: old.state, until });
  if (!young.state) return undefined;
  return {
    stored: { state: old.state, recent: young.events },
    live: young.state,
    changes: changesBetween(stored.recent, [...old.events, ...young.events]),
  };
}

/** What turns the list that was told into the one that is true. */
function changesBetween(told: readonly ClockEvent[], truth: readonly ClockEvent[]): ClockEventChange[] {
  const before = new Map(told.map((event) => [clockEventName(event), event]));
  const names = new Set(truth.map(clockEventName));
  const added = truth.flatMap((event): ClockEventChange[] => {
    const withdrawn = before.get(clockEventName(event));
    if (!withdrawn) return [{ added: event }];
    return isDeepStrictEqual(withdrawn, event) ? [] : [{ added: event, withdrawn }];
  });
  const gone = told.filter((event) => !names.has(clockEventName(event)));
  return [...gone.map((withdrawn) => ({ withdrawn })), ...added];
}

/** A checkpoint that everything is to be folded from again, and all that was told. */
export const fromOpening = (moves: readonly (readonly ClockEventChange[])[]): StoredClocks => ({
  recent: applyChanges(moves.flat()),
});

/** The next moment at which a clock warns or breaches (epoch milliseconds), if nothing happens before. */
export function nextClockMoment({ clocks }: ClockState): number | undefined {
  const moments = targets.flatMap((target) => {
    const { warnAt, dueAt, warned, breached } = clocks[target] ?? {};
    return [warned || breached ? undefined : warnAt, breached ? undefined : dueAt].filter(
      (at) => at !== undefined,
    );
  });
  return moments.length > 0 ? Math.min(...moments) : undefined;
}

/**
 * The earliest deadline of a live target, one that has passed included: a ticket that is late is more pressing than one
 * that will be.
 */
export function breachAtOf({ clocks }: ClockState): string | undefined {
  const deadlines = targets.flatMap((target) => clocks[target]?.dueAt ?? []);
  return deadlines.length > 0 ? new Date(Math.min(...deadlines)).toISOString() : undefined;
}
