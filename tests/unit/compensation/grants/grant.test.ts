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

const requestedGrant = {
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
  ...requestedGrant,
  requestedBy: as('agent', 'ann'),
  grantedBy: as('agent', 'ann'),
  madeAt: NOON,
};
const at = (ms: number, actor = as('agent', 'ann')) => contextAt(later(NOON, ms), { actor });
const states = ['paid', 'failed', 'revoked'] as const;

describe('a grant', () => {
  it.each(['paid', 'failed'] as const)('becomes %s and keeps the provider’s reference', (outcome) => {
    expect(settledGrant(grant, { outcome, reference: 'psp-1' }, at(1))).toMatchObject({
      state: outcome,
      reference: 'psp-1',
      version: 2,
      endedAt: later(NOON, 1),
    });
  });

  it.each(states)('that is %s cannot be settled or revoked', (state) => {
    const refusal = expect.objectContaining({ code: 'grant.transition_refused' });
    const ended = { ...grant, state };
    expect(() => settledGrant(ended, { outcome: 'paid', reference: 'x' }, at(1))).toThrow(refusal);
    expect(() => revokedGrant(ended, 'x', at(1, as('admin')))).toThrow(refusal);
  });

  it('can be revoked by its maker for fifteen minutes, and not a millisecond later', () => {
    expect(revokedGrant(grant, 'wrong ticket', at(REVOKE_WINDOW_MS))).toMatchObject({
      state: 'revoked',
      revokeReason: 'wrong ticket',
    });
    const refusal = expect.objectContaining({ code: 'grant.revoke_refused' });
    expect(() => revokedGrant(grant, 'x', at(REVOKE_WINDOW_MS + 1))).toThrow(refusal);
    expect(() => revokedGrant(grant, 'x', at(0, as('agent', 'ben')))).toThrow(refusal);
  });

  it.each(['lead', 'admin'] as const)('can be revoked by a %s at any time', (role) => {
    expect(revokedGrant(grant, 'x', at(REVOKE_WINDOW_MS * 1000, as(role))).state).toBe('revoked');
  });

  it('counts against its ticket and the month of the person whose limit it used', () => {
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

describe('an approval request', () => {
  const approval: Approval = newApproval(
    requestedGrant,
    'above it',
    contextAt(NOON, { actor: as('agent', 'ann') }),
  );
  const by = (ms: number, id: string) => contextAt(later(NOON, ms), { actor: as('lead', id) });

  it('can be settled for seven days, to the millisecond', () => {
    expect(() => assertSettleable(approval, by(APPROVAL_WINDOW_MS - 1, 'lee'))).not.toThrow();
    expect(() => assertSettleable(approval, by(APPROVAL_WINDOW_MS, 'lee'))).toThrow(
      expect.objectContaining({ code: 'approval.settled' }),
    );
  });

  it('cannot be settled by its requester', () => {
    expect(() => assertSettleable(approval, by(0, 'ann'))).toThrow(
      expect.objectContaining({ code: 'approval.own_request' }),
    );
  });

  it.each(['approved', 'rejected', 'expired'] as const)('that is %s cannot be settled again', (status) => {
    expect(() => assertSettleable({ ...approval, status }, by(0, 'lee'))).toThrow(
      expect.objectContaining({ code: 'approval.settled' }),
    );
  });
});

it.each([
  [{ amountMinor: 1250, currency: 'EUR' }, 'EUR 12.50'],
  [{ amountMinor: 1250, currency: 'JPY' }, 'JPY 1,250'],
  [{ amountMinor: 1250, currency: 'KWD' }, 'KWD 1.250'],
])('formats an amount with the decimals of its currency: %j', (amount, text) => {
  expect(formatMoney(amount)).toBe(text);
});
