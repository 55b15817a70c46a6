import { describe, expect, it } from 'vitest';
import type { Customer } from '../../../functions/customers/customer.ts';
import { updatedCustomer } from '../../../functions/customers/update-customer.ts';
import { CUSTOMER_ID, OPENED_AT } from '../../support/tickets/tickets.ts';

const customer: Customer = {
  id: CUSTOMER_ID,
  version: 3,
  name: 'Ada',
  identities: { email: 'ada@example.org', phone: '+4930123456' },
  consents: { service: true },
  segments: [],
  suppressed: 'bounce',
  createdAt: OPENED_AT,
  updatedAt: OPENED_AT,
};

describe('a changed customer', () => {
  it('keeps what the request does not name', () => {
    expect(updatedCustomer(customer, { timeZone: 'Europe/Berlin' })).toEqual({
      ...customer,
      version: 4,
      timeZone: 'Europe/Berlin',
    });
  });

  it('loses an identity that is set to null, and no other', () => {
    expect(updatedCustomer(customer, { identities: { phone: null } }).identities).toEqual({
      email: 'ada@example.org',
    });
  });

  it('keeps at least one identity', () => {
    expect(() => updatedCustomer(customer, { identities: { email: null, phone: null } })).toThrow(
      expect.objectContaining({
        code: 'request.invalid',
        issues: [expect.objectContaining({ path: 'body.identities' })],
      }),
    );
    const moved = updatedCustomer(customer, {
      identities: { email: null, phone: null, externalId: 'x-1' },
    });
    expect(moved.identities).toEqual({ externalId: 'x-1' });
  });

  it('loses account, tier and owner that are set to null, and keeps those that are not named', () => {
    const standing = { account: 'acme', vipTier: 1, ownerId: 'agent-1', segments: ['gold'] };
    const held = { ...customer, ...standing };
    expect(updatedCustomer(held, { name: 'Ada L.' })).toMatchObject(standing);
    const none = updatedCustomer(held, { account: null, vipTier: null, ownerId: null, segments: [] });
    expect([none.account, none.vipTier, none.ownerId, none.segments]).toEqual([
      undefined,
      undefined,
      undefined,
      [],
    ]);
    expect(updatedCustomer(held, { vipTier: 3 })).toMatchObject({ ...standing, vipTier: 3 });
  });

  it('changes the consents that are named alone', () => {
    expect(updatedCustomer(customer, { consents: { feedback: false } }).consents).toEqual({
      service: true,
      feedback: false,
    });
  });

  it('starts with a clean record at a new address, and keeps the mark at the same one', () => {
    expect(
      updatedCustomer(customer, { identities: { email: 'new@example.org' } }).suppressed,
    ).toBeUndefined();
    expect(updatedCustomer(customer, { identities: { email: 'ada@example.org' } }).suppressed).toBe('bounce');
    expect(updatedCustomer(customer, { name: 'Ada L.' }).suppressed).toBe('bounce');
  });
});
