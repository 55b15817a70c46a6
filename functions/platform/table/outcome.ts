// The outcome of a commit, and the two places where a refusal becomes something other than a value: the
// answer of a request, and the success of a message that was already handled.

import { platformError } from '../errors.ts';
import type { Refusal, TaggedRefusal } from './refusal.ts';

export interface Committed<A> {
  kind: 'committed';
  answer: A;
}

/** Nothing was written. The first refusal, in the order of the writes, is the one to act on. */
export interface Refused<R extends TaggedRefusal = Refusal> {
  kind: 'refused';
  refusals: readonly [R, ...R[]];
}

export type Outcome<A, R extends TaggedRefusal = Refusal> = Committed<A> | Refused<R>;

/** Returns an answer without a commit: the state is already what the caller asked for. */
export const unchanged = <A>(answer: A): Committed<A> => ({ kind: 'committed', answer });

export const refused = <R extends TaggedRefusal>(refusal: R): Refused<R> => ({
  kind: 'refused',
  refusals: [refusal],
});

/** Returns the same outcome with another answer. */
export const withAnswer = <A, R extends TaggedRefusal>(
  outcome: Outcome<unknown, R>,
  answer: A,
): Outcome<A, R> => (outcome.kind === 'committed' ? { kind: 'committed', answer } : outcome);

/** Returns the refusal to act on, if the commit was refused. */
export const refusalIn = <R extends TaggedRefusal>(outcome: Outcome<unknown, R>): R | undefined =>
  outcome.kind === 'refused' ? outcome.refusals[0] : undefined;

/**
 * Returns the answer of a request: of this commit, or the first answer if the request was already answered.
 * Throws the domain error of a rejection, `write.contended` if something changed too often, and an internal
 * error if the effect was already applied, because a request has no earlier delivery.
 */
export async function requireCommitted<A>(work: Outcome<A> | Promise<Outcome<A>>): Promise<A> {
  const outcome = await work;
  if (outcome.kind === 'committed') return outcome.answer;
  const [refusal] = outcome.refusals;
  switch (refusal.kind) {
    case 'replay':
      // The marker belongs to this operation only, so its answer has the same shape.
      return refusal.answer as A;
    case 'error':
      throw refusal.error;
    case 'stale':
      throw platformError('write.contended');
    case 'done':
      throw new Error('the effect of a request was applied before');
  }
}

/**
 * Ensures that the effect of a message exists. Returns true if this commit applied it and false if an
 * earlier delivery did, so that work after the commit happens once. Throws other refusals, so that
 * the message comes again.
 */
export async function requireApplied(work: Outcome<unknown> | Promise<Outcome<unknown>>): Promise<boolean> {
  const outcome = await work;
  const kind = refusalIn(outcome)?.kind;
  if (kind === 'done' || kind === 'replay') return false;
  await requireCommitted(outcome);
  return true;
}
