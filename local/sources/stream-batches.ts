// Decides what happens to a batch of stream records after an attempt: Lambda's rules for partial failures,
// bisection, retries and age. Pure.

export interface Batch<T> {
  records: T[];
  /** The failed attempts that count against the limit. */
  attempts: number;
}

export interface Limits {
  bisect: boolean;
  /** Below zero: no limit. */
  maximumRetries: number;
}

/** The result of an attempt. `failedFrom`: index of the lowest failed record; 0 if the whole batch failed. */
export type Attempt = { ok: true } | { ok: false; failedFrom: number };

export interface Next<T> {
  /** The work that remains, in order. */
  again: Batch<T>[];
  /** The records given up, for the on-failure destination; undefined if there are none. */
  discarded?: Batch<T>;
}

/**
 * Returns the remaining work. Records before the first failed one are done and never come again. The rest is
 * halved if bisection is on (a split does not count as a retry) and given up when its retries are used up.
 */
export const afterAttempt = <T>(batch: Batch<T>, attempt: Attempt, limits: Limits): Next<T> => {
  if (attempt.ok) return { again: [] };
  const rest = batch.records.slice(attempt.failedFrom);
  if (attempt.failedFrom > 0) return { again: [{ records: rest, attempts: 0 }] };
  if (limits.bisect && rest.length > 1) {
    const middle = Math.ceil(rest.length / 2);
    const parts = [rest.slice(0, middle), rest.slice(middle)];
    return { again: parts.map((records) => ({ records, attempts: batch.attempts })) };
  }
  const attempts = batch.attempts + 1;
  const spent = limits.maximumRetries >= 0 && attempts > limits.maximumRetries;
  return spent
    ? { again: [], discarded: { records: rest, attempts } }
    : { again: [{ records: rest, attempts }] };
};

/** Splits records into lanes so that the records of one key stay in one lane and in order. */
export const lanes = <T>(records: T[], count: number, keyOf: (record: T) => string): T[][] => {
  if (count <= 1) return [records];
  const sorted: T[][] = Array.from({ length: count }, () => []);
  for (const record of records) sorted[hash(keyOf(record)) % count]?.push(record);
  return sorted.filter((lane) => lane.length > 0);
};

const hash = (text: string): number => {
  let value = 0;
  for (let index = 0; index < text.length; index += 1)
    value = (Math.imul(value, 31) + text.charCodeAt(index)) >>> 0;
  return value;
};
