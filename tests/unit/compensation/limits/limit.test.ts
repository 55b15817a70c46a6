import { describe, expect, it } from 'vitest';
import { safeParse } from 'zod/mini';
import {
  assertWithinOwnLimits,
  assertWithinSingleLimit,
  builtInLimits,
  type Limit,
  limitExceededError,
  limitFor,
  monthOf,
  type SpendingAuthority,
  SpendingLimitsSchema,
} from '../../../../functions/compensation/limits/limit.ts';

const limit = (singleMinor: number | null, monthMinor: number | null, over: Partial<Limit> = {}): Limit => ({
  kind: 'refund',
  currency: 'EUR',
  singleMinor,
  ticketMinor: monthMinor,
  monthMinor,
  ...over,
});
const standing = (own: Limit[], role: Limit[]): SpendingAuthority => ({
  holder: { role: 'lead', id: 'lee' },
  own: { version: 1, limits: own },
  role: { version: 1, limits: role },
});
const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });
const exceeded = expect.objectContaining({ code: 'spending_limit.exceeded' });

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
    expect(found).toMatchObject({ singleMinor: 0, ticketMinor: 0, monthMinor: 0 });
    expect(() => assertWithinSingleLimit(found, eur(1))).toThrow(exceeded);
  });

  it('is, until somebody sets it, 50.00 on a ticket and 500.00 a month for agents, ten times that for leads, any for admins', () => {
    const of = (role: 'agent' | 'lead' | 'admin', currency: string) => {
      const { limits } = { limits: builtInLimits[role] };
      return limitFor(standing([], limits), 'refund', currency).limit;
    };
    expect(of('agent', 'EUR')).toMatchObject({
      singleMinor: 5000,
      ticketMinor: 5000,
      monthMinor: 50_000,
    });
    expect(of('lead', 'CHF')).toMatchObject({
      singleMinor: 50_000,
      ticketMinor: 50_000,
      monthMinor: 500_000,
    });
    expect(of('admin', 'JPY')).toMatchObject({
      singleMinor: null,
      ticketMinor: null,
      monthMinor: null,
    });
    expect(of('lead', 'JPY')).toMatchObject({ singleMinor: 0, monthMinor: 0 });
  });
});

describe('a grant', () => {
  it('may be as much as the limit of one, and not one minor unit above it', () => {
    expect(() => assertWithinSingleLimit(limit(5000, 50_000), eur(5000))).not.toThrow();
    expect(() => assertWithinSingleLimit(limit(5000, 50_000), eur(5001))).toThrow(
      'The amount is above the limit of one grant, EUR 50.00.',
    );
    expect(() => assertWithinSingleLimit(limit(5000, 50_000), eur(5001))).toThrow(exceeded);
    expect(() => assertWithinSingleLimit(limit(null, 1), eur(1e12))).not.toThrow();
  });

  it.each([
    [5000, 3000, 'The amount is above the limit of the ticket: EUR 20.00 of EUR 50.00 left.'],
    [5000, 5000, 'The amount is above the limit of the ticket: EUR 0.00 of EUR 50.00 left.'],
    // Others may have given more than this person may.
    [5000, 9000, 'The amount is above the limit of the ticket: EUR 0.00 of EUR 50.00 left.'],
    [0, 0, 'The amount is above the limit of the ticket: EUR 0.00 of EUR 0.00 left.'],
  ])('of a limit of %i with %i given is refused with what is left.', (of, given, message) => {
    expect(limitExceededError('the ticket', of, given, 'EUR')).toMatchObject({
      code: 'spending_limit.exceeded',
      message,
    });
  });

  it('is refused with what is left in the money of its currency', () => {
    expect(limitExceededError('the month', 1000, 250, 'JPY').message).toBe(
      'The amount is above the limit of the month: JPY 750 of JPY 1,000 left.',
    );
  });
});

describe('who sets limits', () => {
  const lead = standing([], [limit(100, 1000), limit(10, 10, { currency: '*' })]);

  it('gives as much as they have', () => {
    expect(() => assertWithinOwnLimits(lead, [limit(100, 1000)])).not.toThrow();
  });

  it.each([
    ['a higher single limit', limit(101, 1000)],
    ['a higher month', limit(100, 1001)],
    ['no single limit', limit(null, 1000)],
    ['no limit of the month', limit(100, null, { ticketMinor: 1 })],
    ['more on a ticket', limit(100, 1000, { ticketMinor: 1001 })],
    ['no limit of a ticket', limit(100, 1000, { ticketMinor: null })],
    ['a kind that they have not', limit(1, 1, { kind: 'discount' })],
    ['a currency of which they have less', limit(11, 11, { currency: 'SEK' })],
  ])('gives no more than that: %s', (_what, wide) => {
    expect(() => assertWithinOwnLimits(lead, [wide])).toThrow(exceeded);
  });

  it('gives in any currency no more than they have in each', () => {
    const narrow = standing([], [limit(1, 1), limit(10, 10, { currency: '*' })]);
    expect(() => assertWithinOwnLimits(narrow, [limit(5, 5, { currency: '*' })])).toThrow(exceeded);
    expect(() => assertWithinOwnLimits(narrow, [limit(1, 1, { currency: '*' })])).not.toThrow();
  });

  it('names each kind and currency once', () => {
    expect(safeParse(SpendingLimitsSchema, [limit(1, 1), limit(2, 2)]).success).toBe(false);
    expect(safeParse(SpendingLimitsSchema, [limit(1, 1), limit(2, 2, { currency: '*' })]).success).toBe(true);
  });

  it.each(['singleMinor', 'ticketMinor', 'monthMinor'])('says %s, or null for no limit', (bound) => {
    const { [bound]: _left, ...rest } = { ...limit(1, 1) } as Record<string, unknown>;
    expect(safeParse(SpendingLimitsSchema, [rest]).success).toBe(false);
    expect(safeParse(SpendingLimitsSchema, [{ ...rest, [bound]: null }]).success).toBe(true);
    expect(safeParse(SpendingLimitsSchema, [{ ...rest, [bound]: -1 }]).success).toBe(false);
  });

  it.each(['eur', 'EURO', '', '**'])('names no currency %j', (currency) => {
    expect(safeParse(SpendingLimitsSchema, [limit(1, 1, { currency })]).success).toBe(false);
  });
});

it('a month begins and ends at midnight in UTC', () => {
  expect(monthOf('2026-10-31T23:59:59.999Z')).toBe('2026-10');
  expect(monthOf('2026-11-01T00:00:00.000Z')).toBe('2026-11');
});
