import { describe, expect, it } from 'vitest';
import type { Contact } from '../../../../functions/customers/index.ts';
import { gate } from '../../../../functions/outreach/sending/gate.ts';

const contact: Contact = { customerId: 'cus_1', email: 'ada@example.org', consents: {} };
const barred: Contact = { ...contact, suppressed: 'bounce', consents: { service: false } };
const { email: _email, ...noAddress } = barred;

describe('the gate', () => {
  it('allows an email to the customer’s current address', () => {
    expect(gate(contact, 'service', undefined)).toEqual({ send: true, email: 'ada@example.org' });
  });

  it('returns the first reason against sending: customer, address, suppression, consent, obsolete', () => {
    const reasons = [
      gate(undefined, 'service', 'renewed'),
      gate(noAddress, 'service', 'renewed'),
      gate(barred, 'service', 'renewed'),
      gate({ ...barred, suppressed: undefined }, 'service', 'renewed'),
      gate(contact, 'service', 'renewed'),
    ];
    expect(reasons).toEqual(
      ['no_such_customer', 'no_address', 'suppressed_bounce', 'no_consent', 'renewed'].map((reason) => ({
        send: false,
        reason,
      })),
    );
  });

  it('distinguishes a suppression after a complaint from one after a bounce', () => {
    expect(gate({ ...contact, suppressed: 'complaint' }, 'service', undefined)).toEqual({
      send: false,
      reason: 'suppressed_complaint',
    });
  });

  for (const purpose of ['service', 'feedback'] as const) {
    it(`allows ${purpose} email unless the customer said no`, () => {
      const sends = (consents: Contact['consents']) =>
        gate({ ...contact, consents }, purpose, undefined).send;
      expect([sends({}), sends({ [purpose]: true }), sends({ [purpose]: false })]).toEqual([
        true,
        true,
        false,
      ]);
      expect(sends({ marketing: false })).toBe(true);
    });
  }

  it('allows marketing email only to customers who said yes', () => {
    const sends = (consents: Contact['consents']) =>
      gate({ ...contact, consents }, 'marketing', undefined).send;
    expect([
      sends({}),
      sends({ marketing: false }),
      sends({ service: true }),
      sends({ marketing: true }),
    ]).toEqual([false, false, false, true]);
  });
});
