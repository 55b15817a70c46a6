import { describe, expect, it } from 'vitest';
import {
  APPROVAL_WINDOW_MS,
  type Approval,
  assertSettleable,
  newApproval,
} from '../../../../functions/compensation/grants/approval.ts';
import {
  type Grant,
  REVOKE_WINDOW_MS,
  revokedGrant,
  settledGrant,
  spendOf,
} from '../../../../functions/compensation/grants/grant.ts';
import { formatMoney } from '../../../../functions/compensation/limits/format-money.ts';
import { as, contextAt, later, NOON } from '../../../support/context.ts';
import { CUSTOMER_ID, TICKET_ID } from '../../../support/tickets/tickets.ts';

const wish = {
  ticketId: TICKET_ID,
  customerId: CUSTOMER_ID,
  channel: 'email',
  kind: 'refund',
  amount: { amountMinor: 5000, currency: 'EUR' },
  reason: 'It broke.',
} as const;
const grant: Grant = {
  id: 'grt_01ARZ3NDEKTSV4RRFFQ69G5FAV',
  version: 1,
  state: 'made',
  ...wish,
  requestedBy: as('agent', 'ann'),
  grantedBy: as('agent', 'ann'),
  madeAt: NOON,
};
const at = (ms: number, actor = as('agent', 'ann')) => contextAt(later(NOON, ms), { actor });
const states = ['paid', 'failed', 'revoked'] as const;

describe('a grant', () => {
  it.each(['paid', 'failed'] as const)('becomes %s, with the provider’s reference', (outcome) => {
    expect(settledGrant(grant, { outcome, reference: 'psp-1' }, at(1))).toMatchObject({
      state: outcome,
      reference: 'psp-1',
      version: 2,
      endedAt: later(NOON, 1),
    });
  });

  it.each(states)('that is %s is neither settled nor taken back', (state) => {
    const refusal = expect.objectContaining({ code: 'grant.transition_refused' });
    const ended = { ...grant, state };
    expect(() => settledGrant(ended, { outcome: 'paid', reference: 'x' }, at(1))).toThrow(refusal);
    expect(() => revokedGrant(ended, 'x', at(1, as('admin')))).toThrow(refusal);
  });

  it('is taken back by who made it up to the fifteenth minute, and not a millisecond later', () => {
    expect(revokedGrant(grant, 'wrong ticket', at(REVOKE_WINDOW_MS))).toMatchObject({
      state: 'revoked',
      revokeReason: 'wrong ticket',
    });
    const refusal = expect.objectContaining({ code: 'grant.revoke_refused' });
    expect(() => revokedGrant(grant, 'x', at(REVOKE_WINDOW_MS + 1))).toThrow(refusal);
    expect(() => revokedGrant(grant, 'x', at(0, as('agent', 'ben')))).toThrow(refusal);
  });

  it.each(['lead', 'admin'] as const)('is taken back by a %s at any time', (role) => {
    expect(revokedGrant(grant, 'x', at(REVOKE_WINDOW_MS * 1000, as(role))).state).toBe('revoked');
  });

  it('counts against its ticket and the month it was made in, of whose authority it used', () => {
    expect(spendOf({ ...grant, requestedBy: as('agent', 'ben') })).toEqual({
      holderId: 'ann',
      month: '2026-03',
      ticketId: grant.ticketId,
      kind: 'refund',
      amountMinor: 5000,
      currency: 'EUR',
    });
  });
});

describe('a request for approval', () => {
  const approval: Approval = newApproval(wish, 'above it', contextAt(NOON, { actor: as('agent', 'ann') }));
  const by = (ms: number, id: string) => contextAt(later(NOON, ms), { actor: as('lead', id) });

  it('waits for seven days to the millisecond', () => {
    expect(() => assertSettleable(approval, by(APPROVAL_WINDOW_MS - 1, 'lee'))).not.toThrow();
    expect(() => assertSettleable(approval, by(APPROVAL_WINDOW_MS, 'lee'))).toThrow(
      expect.objectContaining({ code: 'approval.settled' }),
    );
  });

  it('is never settled by who made it', () => {
    expect(() => assertSettleable(approval, by(0, 'ann'))).toThrow(
      expect.objectContaining({ code: 'approval.own_request' }),
    );
  });

  it.each(['approved', 'rejected', 'expired'] as const)('that is %s is not settled again', (status) => {
    expect(() => assertSettleable({ ...approval, status }, by(0, 'lee'))).toThrow(
      expect.objectContaining({ code: 'approval.settled' }),
    );
  });
});

it.each([
  [{ amountMinor: 1250, currency: 'EUR' }, 'EUR 12.50'],
  [{ amountMinor: 1250, currency: 'JPY' }, 'JPY 1,250'],
  [{ amountMinor: 1250, currency: 'KWD' }, 'KWD 1.250'],
])('an amount is written with the decimals of its currency: %j', (amount, text) => {
  expect(formatMoney(amount)).toBe(text);
});
