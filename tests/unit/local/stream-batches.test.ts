import { describe, expect, it } from 'vitest';
import { readBatchAnswer } from '../../../local/sources/batch-answer.ts';
import { disturb } from '../../../local/sources/delivery.ts';
import { afterAttempt, type Batch, type Limits, lanes } from '../../../local/sources/stream-batches.ts';

const limits: Limits = { bisect: true, maximumRetries: 2 };

/** Runs a batch to its end against a consumer and returns what was done and what was given up. */
const run = (records: string[], fails: (batch: string[]) => number | undefined, rules: Limits) => {
  const work: Batch<string>[] = [{ records, attempts: 0 }];
  const done: string[] = [];
  const discarded: string[] = [];
  let calls = 0;
  for (let batch = work.shift(); batch !== undefined; batch = work.shift()) {
    calls += 1;
    const failedFrom = fails(batch.records);
    done.push(...batch.records.slice(0, failedFrom ?? batch.records.length));
    const next = afterAttempt(
      batch,
      failedFrom === undefined ? { ok: true } : { ok: false, failedFrom },
      rules,
    );
    discarded.push(...(next.discarded?.records ?? []));
    work.unshift(...next.again);
  }
  return { done, discarded, calls };
};

describe('a batch of stream records', () => {
  const records = ['a', 'b', 'c', 'poison', 'd', 'e'];

  it('loses only the poison record if it is bisected, and keeps the order', () => {
    const result = run(records, (batch) => (batch.includes('poison') ? 0 : undefined), limits);
    expect(result.done).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(result.discarded).toEqual(['poison']);
  });

  it('loses only the poison record if the function names it', () => {
    const result = run(
      records,
      (batch) => (batch.includes('poison') ? batch.indexOf('poison') : undefined),
      limits,
    );
    expect(result.done).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(result.discarded).toEqual(['poison']);
  });

  it('is given up whole without bisection once the retries are used up', () => {
    const result = run(records, () => 0, { bisect: false, maximumRetries: 2 });
    expect(result).toEqual({ done: [], discarded: records, calls: 3 });
  });

  it('is retried for ever without a limit', () => {
    const again = afterAttempt(
      { records: ['a'], attempts: 9999 },
      { ok: false, failedFrom: 0 },
      { bisect: true, maximumRetries: -1 },
    );
    expect(again).toEqual({ again: [{ records: ['a'], attempts: 10_000 }] });
  });

  it('splits into lanes that keep the order of every key', () => {
    const keyed = ['x1', 'y1', 'x2', 'z1', 'y2', 'x3'];
    const sorted = lanes(keyed, 3, (record) => record.charAt(0));
    expect(sorted.flat().sort()).toEqual([...keyed].sort());
    for (const lane of sorted)
      for (const key of ['x', 'y', 'z'])
        expect(lane.filter((record) => record.startsWith(key))).toEqual(
          lane.filter((record) => record.startsWith(key)).sort(),
        );
  });
});

describe('the answer of a function that reports failures', () => {
  it.each([
    ['null', { kind: 'done' }],
    ['""', { kind: 'done' }],
    ['{}', { kind: 'done' }],
    ['{"batchItemFailures":[]}', { kind: 'done' }],
    ['{"batchItemFailures":null}', { kind: 'done' }],
    ['{"batchItemFailures":[{"itemIdentifier":"b"}]}', { kind: 'partly', identifiers: ['b'] }],
    ['{"batchItemFailures":[{"itemIdentifier":""}]}', { kind: 'failed' }],
    ['{"batchItemFailures":[{"itemIdentifier":"zzz"}]}', { kind: 'failed' }],
    ['{"batchItemFailures":[{}]}', { kind: 'failed' }],
    ['{"batchItemFailures":"b"}', { kind: 'failed' }],
  ])('%s means %j', (payload, expected) => {
    expect(readBatchAnswer(payload, ['a', 'b'])).toEqual(expected);
  });
});

describe('disturbed delivery', () => {
  it('delivers every item twice, the second time in different batches', () => {
    const batches = disturb([1, 2, 3], { fastRetries: true, duplicate: true, paused: false, shuffle: false });
    expect(batches).toEqual([[1, 2, 3], [1, 2], [3]]);
  });

  it('shuffles without losing anything', () => {
    const [batch] = disturb([1, 2, 3, 4, 5], {
      fastRetries: true,
      duplicate: false,
      paused: false,
      shuffle: true,
    });
    expect([...(batch ?? [])].sort()).toEqual([1, 2, 3, 4, 5]);
  });
});
