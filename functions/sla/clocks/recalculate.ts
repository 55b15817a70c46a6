// Computes what must be written from what is stored. Pure.
import { isDeepStrictEqual } from 'node:util';
import { type SlaConfig, targets } from '../configuration/policy.ts';
import { applyChanges, type ClockEvent, type ClockEventChange, clockEventName } from './clock-events.ts';
import type { ClockFact } from './clock-facts.ts';
import { type ClockState, type CustomerAttributes } from './clock-state.ts';
import { foldClocks } from './fold-clocks.ts';

/**
 * Facts younger than this are not folded into the checkpoint, because a fact may be stored later than its own
 * time. The delay is shorter than this value, which is twice the longest timeout of a function.
 */
export const CHECKPOINT_LAG_MS = 120_000;

/** The stored part of a ticket's clocks. */
export interface StoredClocks {
  /** The checkpoint; absent while the ticket is younger than `CHECKPOINT_LAG_MS`. */
  state?: ClockState | undefined;
  /** The clock events since the checkpoint, as they were reported. */
  recent: readonly ClockEvent[];
}

export interface RecalculateInput {
  stored: StoredClocks;
  /** The facts of the thread: at least all after the checkpoint. */
  facts: readonly ClockFact[];
  configs: ReadonlyMap<number, SlaConfig>;
  customer: CustomerAttributes;
  /** Epoch milliseconds. */
  now: number;
  /** How far the checkpoint stays behind `now`, in milliseconds. */
  settledMs?: number;
}

export interface Recalculation {
  stored: StoredClocks;
  /** The clocks as of now. */
  live: ClockState;
  /** The changes that the stored list of clock events lacks. */
  changes: ClockEventChange[];
}

/**
 * Folds the facts since the checkpoint, compares the result with what was reported before, and moves the
 * checkpoint forward. The result depends on the stored facts alone: deliveries that come twice, late or in
 * another order change nothing. Returns undefined when the thread has no opening.
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
  // The clock of another machine may be ahead of ours; its facts count all the same.
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

/** Returns the changes that turn the reported list into the correct one. */
function changesBetween(reported: readonly ClockEvent[], correct: readonly ClockEvent[]): ClockEventChange[] {
  const before = new Map(reported.map((event) => [clockEventName(event), event]));
  const names = new Set(correct.map(clockEventName));
  const added = correct.flatMap((event): ClockEventChange[] => {
    const withdrawn = before.get(clockEventName(event));
    if (!withdrawn) return [{ added: event }];
    return isDeepStrictEqual(withdrawn, event) ? [] : [{ added: event, withdrawn }];
  });
  const disproved = reported.filter((event) => !names.has(clockEventName(event)));
  return [...disproved.map((withdrawn) => ({ withdrawn })), ...added];
}

/**
 * Returns stored clocks without a checkpoint and with all reported events, to recalculate from the opening.
 */
export const fromOpening = (moves: readonly (readonly ClockEventChange[])[]): StoredClocks => ({
  recent: applyChanges(moves.flat()),
});

/**
 * Returns the next moment at which a clock warns or breaches (epoch milliseconds) if nothing happens before.
 */
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
 * Returns the earliest deadline of the live targets, including those that have passed: a ticket that is late
 * is more urgent than one that will be.
 */
export function breachAtOf({ clocks }: ClockState): string | undefined {
  const deadlines = targets.flatMap((target) => clocks[target]?.dueAt ?? []);
  return deadlines.length > 0 ? new Date(Math.min(...deadlines)).toISOString() : undefined;
}
