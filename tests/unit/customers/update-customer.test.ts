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

describe('an updated customer', () => {
  it('keeps the fields that the request does not name', () => {
    expect(updatedCustomer(customer, { timeZone: 'Europe/Berlin' })).toEqual({
      ...customer,
      version: 4,
      timeZone: 'Europe/Berlin',
    });
  });

  it('loses only the identities that are set to null', () => {
    expect(updatedCustomer(customer, { identities: { phone: null } }).identities).toEqual({
      email: 'ada@example.org',
    });
  });

  it('must keep at least one identity', () => {
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

  it('loses account, tier and owner when they are set to null, and keeps them when they are absent', () => {
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

  it('changes only the consents that the request names', () => {
    expect(updatedCustomer(customer, { consents: { feedback: false } }).consents).toEqual({
      service: true,
      feedback: false,
    });
  });

  it('is no longer suppressed at a new address, and stays suppressed at the same one', () => {
    expect(
      updatedCustomer(customer, { identities: { email: 'new@example.org' } }).suppressed,
    ).toBeUndefined();
    expect(updatedCustomer(customer, { identities: { email: 'ada@example.org' } }).suppressed).toBe('bounce');
    expect(updatedCustomer(customer, { name: 'Ada L.' }).suppressed).toBe('bounce');
  });
});
