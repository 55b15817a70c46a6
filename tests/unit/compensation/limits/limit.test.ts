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
const authorityOf = (own: Limit[], role: Limit[]): SpendingAuthority => ({
  holder: { role: 'lead', id: 'lee' },
  own: { version: 1, limits: own },
  role: { version: 1, limits: role },
});
const eur = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });
const exceeded = expect.objectContaining({ code: 'spending_limit.exceeded' });

describe('the limit that applies', () => {
  it('is the person’s own rather than the role’s, even when it is lower', () => {
    const authority = authorityOf([limit(1, 1)], [limit(9, 9)]);
    expect(limitFor(authority, 'refund', 'EUR')).toEqual({ limit: limit(1, 1), from: 'own' });
  });

  it('is the role’s when the person has none of that kind', () => {
    const authority = authorityOf([limit(1, 1, { kind: 'goodwill' })], [limit(9, 9)]);
    expect(limitFor(authority, 'refund', 'EUR')).toEqual({ limit: limit(9, 9), from: 'role' });
  });

  it('is that of the named currency rather than that of any currency', () => {
    const any = limit(5, 5, { currency: '*' });
    const authority = authorityOf([], [any, limit(9, 9)]);
    expect(limitFor(authority, 'refund', 'EUR').limit).toEqual(limit(9, 9));
    expect(limitFor(authority, 'refund', 'SEK').limit).toEqual(any);
  });

  it('is zero when none is set for the currency', () => {
    const { limit: found } = limitFor(authorityOf([], [limit(9, 9)]), 'refund', 'JPY');
    expect(found).toMatchObject({ singleMinor: 0, ticketMinor: 0, monthMinor: 0 });
    expect(() => assertWithinSingleLimit(found, eur(1))).toThrow(exceeded);
  });

  it('defaults to 50.00 per ticket and 500.00 per month, ten times that for leads, none for admins', () => {
    const of = (role: 'agent' | 'lead' | 'admin', currency: string) => {
      const { limits } = { limits: builtInLimits[role] };
      return limitFor(authorityOf([], limits), 'refund', currency).limit;
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
  it('may equal the limit of one grant but not exceed it by one minor unit', () => {
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
    // Others may have granted more than this person’s limit.
    [5000, 9000, 'The amount is above the limit of the ticket: EUR 0.00 of EUR 50.00 left.'],
    [0, 0, 'The amount is above the limit of the ticket: EUR 0.00 of EUR 0.00 left.'],
  ])(
    'above a limit of %i with %i already granted is refused with the amount that is left',
    (of, given, message) => {
      expect(limitExceededError('the ticket', of, given, 'EUR')).toMatchObject({
        code: 'spending_limit.exceeded',
        message,
      });
    },
  );

  it('is refused with an amount in the format of its currency', () => {
    expect(limitExceededError('the month', 1000, 250, 'JPY').message).toBe(
      'The amount is above the limit of the month: JPY 750 of JPY 1,000 left.',
    );
  });
});

describe('a lead who sets limits', () => {
  const lead = authorityOf([], [limit(100, 1000), limit(10, 10, { currency: '*' })]);

  it('may set limits equal to their own', () => {
    expect(() => assertWithinOwnLimits(lead, [limit(100, 1000)])).not.toThrow();
  });

  it.each([
    ['a higher limit of one grant', limit(101, 1000)],
    ['a higher limit of the month', limit(100, 1001)],
    ['no limit of one grant', limit(null, 1000)],
    ['no limit of the month', limit(100, null, { ticketMinor: 1 })],
    ['a higher limit of a ticket', limit(100, 1000, { ticketMinor: 1001 })],
    ['no limit of a ticket', limit(100, 1000, { ticketMinor: null })],
    ['a kind for which they have no limit', limit(1, 1, { kind: 'discount' })],
    ['a currency in which their limit is lower', limit(11, 11, { currency: 'SEK' })],
  ])('may not set limits above their own: %s', (_what, tooHigh) => {
    expect(() => assertWithinOwnLimits(lead, [tooHigh])).toThrow(exceeded);
  });

  it('may not set a limit for any currency above their lowest limit', () => {
    const lowLead = authorityOf([], [limit(1, 1), limit(10, 10, { currency: '*' })]);
    expect(() => assertWithinOwnLimits(lowLead, [limit(5, 5, { currency: '*' })])).toThrow(exceeded);
    expect(() => assertWithinOwnLimits(lowLead, [limit(1, 1, { currency: '*' })])).not.toThrow();
  });

  it('may name each kind and currency only once', () => {
    expect(safeParse(SpendingLimitsSchema, [limit(1, 1), limit(2, 2)]).success).toBe(false);
    expect(safeParse(SpendingLimitsSchema, [limit(1, 1), limit(2, 2, { currency: '*' })]).success).toBe(true);
  });

  it.each(['singleMinor', 'ticketMinor', 'monthMinor'])(
    'must set %s, to an amount or to null for no limit',
    (bound) => {
      const { [bound]: _left, ...rest } = { ...limit(1, 1) } as Record<string, unknown>;
      expect(safeParse(SpendingLimitsSchema, [rest]).success).toBe(false);
      expect(safeParse(SpendingLimitsSchema, [{ ...rest, [bound]: null }]).success).toBe(true);
      expect(safeParse(SpendingLimitsSchema, [{ ...rest, [bound]: -1 }]).success).toBe(false);
    },
  );

  it.each(['eur', 'EURO', '', '**'])('may not name the currency %j', (currency) => {
    expect(safeParse(SpendingLimitsSchema, [limit(1, 1, { currency })]).success).toBe(false);
  });
});

it('starts and ends a month at midnight UTC', () => {
  expect(monthOf('2026-10-31T23:59:59.999Z')).toBe('2026-10');
  expect(monthOf('2026-11-01T00:00:00.000Z')).toBe('2026-11');
});
