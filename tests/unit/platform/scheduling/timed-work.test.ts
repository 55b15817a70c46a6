import { describe, expect, it } from 'vitest';
import { derivedIds } from '../../../../functions/platform/ids.ts';
import { claim, claimAndReschedule, schedule } from '../../../../functions/platform/scheduling/timed-work.ts';
import { DUE_SHARDS } from '../../../../functions/platform/table/keys.ts';
import { NOON } from '../../../support/context.ts';

const work = (name: string, owner = 'C#cus_1') =>
  ({ owner, name, at: NOON, queue: 'outreach', kind: 'k', data: { a: 1 } }) as const;

describe('timed work', () => {
  it('is stored with its owner under its name, so that the same name moves it', () => {
    expect(schedule(work('renewal#1')).key).toEqual({ pk: 'C#cus_1', sk: 'DUE#renewal#1' });
  });

  it('sorts in its shard by the time it is due', () => {
    expect(schedule(work('a')).item).toMatchObject({
      dueSk: `${NOON}#C#cus_1#a`,
      duePk: expect.stringMatching(/^DUE#\d+$/),
    });
  });

  it('stays in its shard when it is moved', () => {
    const moved = schedule({ ...work('a'), at: '2027-01-01T00:00:00.000Z' });
    expect(moved.item?.duePk).toBe(schedule(work('a')).item?.duePk);
  });

  for (const [kind, named] of [
    [
      'random ids',
      (index: number) => work('renewal#sub-1#14', `C#${derivedIds(String(index)).next('customer')}`),
    ],
    ['counted ids', (index: number) => work('renewal#sub-1#14', `C#cus_${index}`)],
    ['an id that stands in owner and name', (index: number) => work(`renewal#${index}#14`, `C#${index}`)],
  ] as const) {
    it(`of ${kind} spreads over all shards, none above 150 % of its share`, () => {
      const shards = Map.groupBy(
        Array.from({ length: 3200 }, (_, index) => schedule(named(index)).item?.duePk),
        (shard) => shard,
      );
      expect(shards.size).toBe(DUE_SHARDS);
      expect(Math.max(...[...shards.values()].map(({ length }) => length))).toBeLessThan(
        (1.5 * 3200) / DUE_SHARDS,
      );
    });
  }

  it('is claimed at exactly the time that the message names, otherwise it is done', () => {
    const write = claim({ pk: 'P', sk: 'DUE#x', at: NOON, kind: 'k', data: {} });
    expect(write.action('T').Delete).toMatchObject({
      ConditionExpression: 'attribute_exists(pk) AND #at = :at',
      ExpressionAttributeValues: { ':at': NOON },
    });
    expect(write.onFailed?.(undefined)).toEqual({ kind: 'done' });
  });

  it('is rescheduled at exactly the time that the message names, otherwise it is done', () => {
    const write = claimAndReschedule({ pk: 'P', sk: 'DUE#x', at: NOON, kind: 'k', data: {} }, work('x', 'P'));
    expect(write.action('T').Put).toMatchObject({
      Item: { pk: 'P', sk: 'DUE#x', at: work('x', 'P').at },
      ConditionExpression: 'attribute_exists(pk) AND #at = :at',
      ExpressionAttributeValues: { ':at': NOON },
    });
    expect(write.onFailed?.(undefined)).toEqual({ kind: 'done' });
  });
});
