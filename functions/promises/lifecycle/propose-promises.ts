// What the analysis of an agent's reply must supply, and the analysis that is used.
import type { PromiseReader } from '../../intelligence/index.ts';
import type { PromiseKind } from './promise.ts';

/** A promise found in a text. */
export interface Proposal {
  text: string;
  /** ISO 8601, UTC. */
  dueAt: string;
  kind: PromiseKind;
  /** The words that said so. */
  reason: string;
}

/** Finds the promises in an agent's reply that was written at `now` to somebody who lives in `timeZone`. */
export type ProposePromises = (text: string, now: Date, timeZone: string) => Promise<readonly Proposal[]>;

/** By the analysis of messages. */
export const proposePromisesWith =
  (reader: PromiseReader): ProposePromises =>
  (text, now, timeZone) =>
    reader.proposePromises({ text, now, timeZone });
