// Describes as values why a commit wrote nothing. The write names its refusal; whoever
// commits decides what follows.
import type { DomainError } from '../errors.ts';
import type { Item } from './table.ts';

/** Something that the decision was based on has changed; `current` is the item as it is now. Decide again. */
export interface Stale {
  kind: 'stale';
  current: Item | undefined;
}

/** An earlier delivery of the same message already applied the effect. */
export interface AlreadyApplied {
  kind: 'done';
}

/** The request was already answered; `answer` is the first answer. */
export interface Replay {
  kind: 'replay';
  answer: unknown;
}

/** The caller may not do this and learns why. */
export interface Rejection {
  kind: 'error';
  error: DomainError;
}

/** The refusals that every commit may have. A capability adds its own tagged values. */
export type Refusal = Stale | AlreadyApplied | Replay | Rejection;

/** A refusal that only one capability knows, such as `{ kind: 'slot_held', held }`. */
export interface TaggedRefusal {
  kind: string;
}

/**
 * Returns the refusal that a failed condition means. Receives the item as it is now, or undefined
 * if there is none.
 */
export type OnFailed<R extends TaggedRefusal = Refusal> = (current: Item | undefined) => R;

/** Refuses because the item has changed since it was read. */
export const stale: OnFailed<Stale> = (current) => ({ kind: 'stale', current });

/** Refuses because the effect was already applied. */
export const done = (): AlreadyApplied => ({ kind: 'done' });

export const rejection = (error: DomainError): Rejection => ({ kind: 'error', error });
