// Runs work in several lanes at once and measures how long each piece takes.

export interface Rate {
  perSecond: number;
  p50: number;
  p99: number;
}

/** Runs `work` `count` times in `lanes` lanes; returns the milliseconds of each. */
export async function timesOf(
  count: number,
  lanes: number,
  work: (index: number) => Promise<unknown>,
): Promise<{ times: number[]; seconds: number }> {
  const times: number[] = [];
  let next = 0;
  const started = performance.now();
  const lane = async () => {
    while (next < count) {
      const index = next;
      next += 1;
      const before = performance.now();
      await work(index);
      times.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return { times, seconds: (performance.now() - started) / 1000 };
}

/**
 * Returns the rate. It is the median of the rounds, so that a disturbance affects one round only; the times
 * cover all rounds.
 */
export function rateOf(runs: readonly { times: number[]; seconds: number }[]): Rate {
  const times = runs.flatMap((run) => run.times).toSorted((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return {
    perSecond: median(runs.map((run) => run.times.length / run.seconds)),
    p50: at(0.5),
    p99: at(0.99),
  };
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
