export interface Random {
  /** Returns a number from 0 to below 1. */
  next: () => number;
  /** Returns an integer from 0 to below `n`. */
  below: (n: number) => number;
  chance: (probability: number) => boolean;
  shuffle: <T>(values: readonly T[]) => T[];
}

/** Returns Mulberry32, a small generator with a seed, so that a failing history can be replayed. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number) => Math.floor(next() * n);
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    shuffle: (values) => {
      const copy = [...values];
      for (let last = copy.length - 1; last > 0; last -= 1) {
        const other = below(last + 1);
        [copy[last], copy[other]] = [copy[other] as never, copy[last] as never];
      }
      return copy;
    },
  };
}
