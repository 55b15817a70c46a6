import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  derivedIds,
  digest,
  type IdKind,
  idPattern,
  idPrefixes,
  ulidIds,
} from '../../../functions/platform/ids.ts';

const kinds = Object.keys(idPrefixes) as IdKind[];

describe('ids', () => {
  for (const kind of kinds) {
    it(`of a ${kind} match their own pattern and no other, whether made by time or derived`, () => {
      const made = [ulidIds(() => new Date()).next(kind), derivedIds('seed').next(kind)];
      for (const other of kinds) {
        expect(made.map((id) => idPattern(other).test(id))).toEqual([other === kind, other === kind]);
      }
    });
  }

  it('made by time sort by time', () => {
    const at = (ms: number) => ulidIds(() => new Date(ms)).next('event');
    expect(at(1_000) < at(1_001)).toBe(true);
  });

  it('derived from the same seed are the same in the same order', () => {
    const [a, b] = [derivedIds('seed'), derivedIds('seed')];
    expect([a.next('event'), a.next('event'), a.next('ticket')]).toEqual([
      b.next('event'),
      b.next('event'),
      b.next('ticket'),
    ]);
  });

  it('derived differ by seed, by kind and by count', () => {
    const ids = derivedIds('seed');
    const digests = [
      ids.next('event'),
      ids.next('event'),
      ids.next('ticket'),
      derivedIds('other').next('event'),
    ];
    expect(new Set(digests.map((id) => id.slice(4))).size).toBe(4);
  });

  it('match no pattern if they are too short, too long, lower-case or contain I, L, O or U', () => {
    const body = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
    const wrong = [
      body.slice(1),
      `${body}0`,
      body.toLowerCase(),
      ...[...'ILOU'].map((letter) => letter + body.slice(1)),
    ];
    expect(wrong.filter((text) => idPattern('ticket').test(`tkt_${text}`))).toEqual([]);
    expect(idPattern('ticket').test(`tkt_${body}\n`)).toBe(false);
  });

  it('come from digests that differ for many seeds', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 50 }), (seeds) => {
        expect(new Set(seeds.map(digest)).size).toBe(seeds.length);
      }),
    );
  });
});
