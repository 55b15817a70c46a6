import promisePhrases from '../../../data/phrases/promises.json' with { type: 'json' };
import type { PromiseKind } from '../../platform/contract/shared-kinds.ts';
import { createPhraseFinder, phrasesFromTable } from '../text/phrases.ts';

export { type PromiseKind, promiseKinds } from '../../platform/contract/shared-kinds.ts';

/** `commits`: we will do it; `denies`: the sentence is no promise; a kind: what is promised. */
export type PromiseLabel = 'commits' | 'denies' | PromiseKind;

export const findPromisePhrases = createPhraseFinder<PromiseLabel>(() =>
  phrasesFromTable<PromiseLabel>(promisePhrases),
);
