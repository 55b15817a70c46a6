import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeParse } from 'zod/mini';
import {
  builtInLimits,
  type Limit,
  LimitsSchema,
  limitFor,
  monthOf,
  roomFor,
  type Standing,
  withinOwn,
} from '../../../functions/authority/limit.ts';

const limit = (singleMinor: number | null, monthMinor: number | null, over: Partial<Limit> = {}): Limit => ({
  kind: 'refund',
  currency: 'EUR',
  singleMinor,
  monthMinor,
  ...over,
});
const standing = (own: Limit[], role: Limit[]): Standing => ({
  holder: { role: 'lead', id: 'lee' },
  own: { version: 1, limits: own },
  role: { version: 1, limits: role },
});
const exceeded = expect.objectContaining({ code: 'authority.exceeded' });

describe('the limit that holds', () => {
  it('is the person’s own before that of the role, whatever is the higher', () => {
    const who = standing([limit(1, 1)], [limit(9, 9)]);
    expect(limitFor(who, 'refund', 'EUR')).toEqual({ limit: limit(1, 1), from: 'own' });
  });

  it('is the role’s where the person has none of that kind', () => {
    const who = standing([limit(1, 1, { kind: 'goodwill' })], [limit(9, 9)]);
    expect(limitFor(who, 'refund', 'EUR')).toEqual({ limit: limit(9, 9), from: 'role' });
  });

  it('is that of a named currency before that of any', () => {
    const any = limit(5, 5, { currency: '*' });
    const who = standing([], [any, limit(9, 9)]);
    expect(limitFor(who, 'refund', 'EUR').limit).toEqual(limit(9, 9));
    expect(limitFor(who, 'refund', 'SEK').limit).toEqual(any);
  });

  it('is nothing where none is named', () => {
    const { limit: found } = limitFor(standing([], [limit(9, 9)]), 'refund', 'JPY');
    expect(() => roomFor(found, 1)).toThrow(exceeded);
  });

  it('is, until somebody sets it, 50.00 and 500.00 for agents, ten times that for leads, any for admins', () => {
    const of = (role: 'agent' | 'lead' | 'admin', currency: string) => {
      const { limits } = { limits: builtInLimits[role] };
      return limitFor(standing([], limits), 'refund', currency).limit;
    };
    expect(of('agent', 'EUR')).toMatchObject({ singleMinor: 5000, monthMinor: 50_000 });
    expect(of('lead', 'CHF')).toMatchObject({ singleMinor: 50_000, monthMinor: 500_000 });
    expect(of('admin', 'JPY')).toMatchObject({ singleMinor: null, monthMinor: null });
    expect(of('lead', 'JPY')).toMatchObject({ singleMinor: 0, monthMinor: 0 });
  });
});

describe('room for a grant', () => {
  it('is there at the limit itself, and not one minor unit above it', () => {
    expect(roomFor(limit(5000, 50_000), 5000)).toBe(45_000);
    expect(() => roomFor(limit(5000, 50_000), 5001)).toThrow(exceeded);
    expect(roomFor(limit(null, 5000), 5000)).toBe(0);
    expect(() => roomFor(limit(null, 5000), 5001)).toThrow(exceeded);
  });

  it('has no bound where the month has none', () => {
    expect(roomFor(limit(null, null), 1e12)).toBeNull();
  });

  it('leaves exactly what keeps the month within its limit', () => {
    const minor = fc.integer({ min: 1, max: 1e9 });
    fc.assert(
      fc.property(minor, minor, minor, (amount, month, spent) => {
        const fits = amount + spent <= month;
        let allowed = false;
        try {
          allowed = spent <= (roomFor(limit(null, month), amount) ?? Infinity);
        } catch {
          allowed = false;
        }
        expect(allowed).toBe(fits);
      }),
    );
  });
});

describe('who sets limits', () => {
  const lead = standing([], [limit(100, 1000), limit(10, 10, { currency: '*' })]);

  it('gives as much as they have', () => {
    expect(() => withinOwn(lead, [limit(100, 1000)])).not.toThrow();
  });

  it.each([
    ['a higher single limit', limit(101, 1000)],
    ['a higher month', limit(100, 1001)],
    ['no single limit', limit(null, 1000)],
    ['no limit of the month', limit(100, null)],
    ['a kind that they have not', limit(1, 1, { kind: 'discount' })],
    ['a currency of which they have less', limit(11, 11, { currency: 'SEK' })],
  ])('gives no more than that: %s', (_what, wide) => {
    expect(() => withinOwn(lead, [wide])).toThrow(exceeded);
  });

  it('gives in any currency no more than they have in each', () => {
    const narrow = standing([], [limit(1, 1), limit(10, 10, { currency: '*' })]);
    expect(() => withinOwn(narrow, [limit(5, 5, { currency: '*' })])).toThrow(exceeded);
    expect(() => withinOwn(narrow, [limit(1, 1, { currency: '*' })])).not.toThrow();
  });

  it('names each kind and currency once', () => {
    expect(safeParse(LimitsSchema, [limit(1, 1), limit(2, 2)]).success).toBe(false);
    expect(safeParse(LimitsSchema, [limit(1, 1), limit(2, 2, { currency: '*' })]).success).toBe(true);
  });

  it.each(['eur', 'EURO', '', '**'])('names no currency %j', (currency) => {
    expect(safeParse(LimitsSchema, [limit(1, 1, { currency })]).success).toBe(false);
  });
});

it('a month begins and ends at midnight in UTC', () => {
  expect(monthOf('2026-10-31T23:59:59.999Z')).toBe('2026-10');
  expect(monthOf('2026-11-01T00:00:00.000Z')).toBe('2026-11');
});
