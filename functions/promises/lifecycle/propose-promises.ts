// The interface of the analysis that finds promises in an agent's reply, and the adapter for the real one.
import type { PromiseReader } from '../../intelligence/index.ts';
import type { PromiseKind } from './promise.ts';

/** A promise found in a text. */
export interface Proposal {
  text: string;
  /** ISO 8601, UTC. */
  dueAt: string;
  kind: PromiseKind;
  /** The words that indicate the promise. */
  reason: string;
}

/** Finds the promises in an agent's reply that was written at `now` to somebody who lives in `timeZone`. */
export type ProposePromises = (text: string, now: Date, timeZone: string) => Promise<readonly Proposal[]>;

/** Finds promises with the message analyser. */
export const proposePromisesWith =
  (reader: PromiseReader): ProposePromises =>
  (text, now, timeZone) =>
    reader.proposePromises({ text, now, timeZone });
