import { platformError } from '../errors.ts';
import { type Outcome, refusalIn, refused } from './outcome.ts';
import { type Refusal, rejection, type Stale, type TaggedRefusal } from './refusal.ts';

const TRIES = 5;

/**
 * Loads, decides and commits again while others change the same items. `attempt` receives the refusal
 * of the previous attempt, which contains the item as it is now. After the last attempt the outcome
 * is the error `write.contended`.
 */
export async function retryOnStale<A, R extends TaggedRefusal = Refusal>(
  attempt: (before?: Stale) => Promise<Outcome<A, Refusal | R>>,
  tries = TRIES,
): Promise<Outcome<A, Refusal | R>> {
  let before: Stale | undefined;
  for (let tried = 1; tried <= tries; tried += 1) {
    const outcome = await attempt(before);
    before = staleIn(outcome);
    if (!before) return outcome;
    if (tried < tries) await pause(tried);
  }
  return refused(rejection(platformError('write.contended')));
}

/** Returns the refusal to act on if it says that something changed. */
export function staleIn(outcome: Outcome<unknown, TaggedRefusal>): Stale | undefined {
  const refusal = refusalIn(outcome);
  return refusal && isStale(refusal) ? refusal : undefined;
}

const isStale = (refusal: TaggedRefusal): refusal is Stale => refusal.kind === 'stale';

const LONGEST_PAUSE_MS = 320;

/** Waits with full jitter: 0–20 ms, 0–40 ms, … up to 0–320 ms, so that competing writers separate. */
export function pause(tried: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.random() * Math.min(20 * 2 ** tried, LONGEST_PAUSE_MS));
  });
}
