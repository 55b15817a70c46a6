// What corrections by staff do to the weights of sensitive phrases: bounded, slow, and never deaf.
import { createHash } from 'node:crypto';
import { REPORTED_FROM, type SensitiveSign } from './kinds.ts';
import { sensitivePhrases } from './phrases.ts';

/** How often a phrase spoke for a kind that staff took away, and for one that staff kept or gave. */
export interface PhraseCount {
  id: string;
  away: number;
  kept: number;
}

/** One wrong alarm teaches nothing, and a right one outweighs two wrong ones. */
const FREE = 1;
const KEPT_COUNTS = 2;
const STEP = 0.15;
const FLOOR = 0.4;
const FLOOR_VULNERABLE = 0.5;

/**
 * What is left of each phrase's weight, 1 (all of it, and absent) down to a floor: every wrong alarm beyond the first
 * takes 15 %, every right one gives two back. A phrase that alone reports a vulnerable customer goes on doing so
 * however often it was corrected away: missing one is worse than a false alarm. Counts of phrases that are gone are ignored.
 */
export function learnWeights(counts: readonly PhraseCount[]): {
  version: string;
  weights: Record<string, number>;
} {
  const signs = new Map(sensitivePhrases().map((phrase) => [phrase.id, phrase.says]));
  const weights = Object.fromEntries(
    counts
      .map(
        ({ id, away, kept }) =>
          [
            id,
            Math.max(floorOf(signs.get(id)), 1 - STEP * Math.max(0, away - FREE - KEPT_COUNTS * kept)),
          ] as const,
      )
      .filter(([id, left]) => signs.has(id) && left < 1)
      .map(([id, left]) => [id, Math.round(left * 1000) / 1000] as const)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
  const version = createHash('sha256').update(JSON.stringify(weights)).digest('hex').slice(0, 8);
  return { version, weights };
}

function floorOf(sign: SensitiveSign | undefined): number {
  if (sign?.kind !== 'vulnerable') return FLOOR;
  return sign.weight >= REPORTED_FROM ? roundUp(REPORTED_FROM / sign.weight) : FLOOR_VULNERABLE;
}

/** Up, so that the product does not fall below the limit by rounding. */
const roundUp = (value: number) => Math.ceil(value * 1000) / 1000;
