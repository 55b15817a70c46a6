// Adjusts the weights of indicator phrases to corrections by staff: slowly, within bounds, and never down to
// nothing.
import { createHash } from 'node:crypto';
import { indicatorPhrases } from './indicator-phrases.ts';
import { REPORT_THRESHOLD, type SensitivityIndicator } from './kinds.ts';

/**
 * Counts how often staff removed (`rejected`), or kept or added (`confirmed`), the kind that a phrase
 * indicates.
 */
export interface PhraseCount {
  id: string;
  rejected: number;
  confirmed: number;
}

/** The first rejection has no effect, and one confirmation outweighs two rejections. */
const FREE_REJECTIONS = 1;
const CONFIRMATION_CREDIT = 2;
const STEP = 0.15;
const MIN_SHARE = 0.4;
const MIN_SHARE_VULNERABLE = 0.5;

/**
 * Computes the share that is left of each phrase's weight, from 1 (absent from the result) down to a minimum.
 * Every rejection after the first takes 15 %, every confirmation gives two back. A phrase that alone reports
 * a vulnerable customer keeps doing so however often it is rejected: a miss is worse than a false alarm.
 * Counts of phrases that no longer exist are ignored.
 */
export function learnPhraseWeights(counts: readonly PhraseCount[]): {
  version: string;
  weights: Record<string, number>;
} {
  const indicators = new Map(indicatorPhrases().map((phrase) => [phrase.id, phrase.label]));
  const weights = Object.fromEntries(
    counts
      .map(({ id, rejected, confirmed }) => {
        const counted = Math.max(0, rejected - FREE_REJECTIONS - CONFIRMATION_CREDIT * confirmed);
        return [id, Math.max(minShareOf(indicators.get(id)), 1 - STEP * counted)] as const;
      })
      .filter(([id, share]) => indicators.has(id) && share < 1)
      .map(([id, share]) => [id, Math.round(share * 1000) / 1000] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
  const version = createHash('sha256').update(JSON.stringify(weights)).digest('hex').slice(0, 8);
  return { version, weights };
}

function minShareOf(indicator: SensitivityIndicator | undefined): number {
  if (indicator?.kind !== 'vulnerable') return MIN_SHARE;
  return indicator.weight >= REPORT_THRESHOLD
    ? roundUp(REPORT_THRESHOLD / indicator.weight)
    : MIN_SHARE_VULNERABLE;
}

/** Rounds up, so that the product of share and weight does not fall below the threshold. */
const roundUp = (value: number) => Math.ceil(value * 1000) / 1000;
