// Why a commit wrote nothing, as plain values. The write names its refusal, whoever commits decides what follows from it.
import type { DomainError } from '../errors.ts';
import type { Item } from './table.ts';

/** Something that the decision was based on has changed; `current` is the item as it is now. Decide again. */
export interface Stale {
  kind: 'stale';
  current: Item | undefined;
}

/** The effect was applied before, by an earlier delivery of the same message. */
export interface AlreadyApplied {
  kind: 'done';
}

/** The request was answered before; `answer` is the first answer. */
export interface Replay {
  kind: 'replay';
  answer: unknown;
}

/** The caller may not do this, and is told why. */
export interface Rejection {
  kind: 'error';
  error: DomainError;
}

/** The refusals that every commit may have. A capability adds tagged values of its own. */
export type Refusal = Stale | AlreadyApplied | Replay | Rejection;

/** A refusal that one capability alone knows, such as `{ kind: 'slot_held', held }`. */
export interface TaggedRefusal {
  kind: string;
}

/** Names the refusal that a failed condition means. Receives the item as it is now, or undefined when there is none. */
export type OnFailed<R extends TaggedRefusal = Refusal> = (current: Item | undefined) => R;

/** Refuses because the item is not the one that was read. */
export const stale: OnFailed<Stale> = (current) => ({ kind: 'stale', current });

/** Refuses because the effect was applied before. */
export const done = (): AlreadyApplied => ({ kind: 'done' });

export const rejection = (error: DomainError): Rejection => ({ kind: 'error', error });
