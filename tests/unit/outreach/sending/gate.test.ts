import { describe, expect, it } from 'vitest';
import type { Contact } from '../../../../functions/customers/index.ts';
import { gate } from '../../../../functions/outreach/sending/gate.ts';

const contact: Contact = { customerId: 'cus_1', email: 'ada@example.org', consents: {} };
const barred: Contact = { ...contact, suppressed: 'bounce', consents: { service: false } };
const { email: _email, ...noAddress } = barred;

describe('the gate', () => {
  it('lets a mail out to the address that the customer has now', () => {
    expect(gate(contact, 'service', undefined)).toEqual({ send: true, email: 'ada@example.org' });
  });

  it('gives the first reason against, in the order of the definitions', () => {
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

  it('tells a bounce from a complaint', () => {
    expect(gate({ ...contact, suppressed: 'complaint' }, 'service', undefined)).toEqual({
      send: false,
      reason: 'suppressed_complaint',
    });
  });

  for (const purpose of ['service', 'feedback'] as const) {
    it(`lets ${purpose} mail out unless the customer said no`, () => {
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

  it('lets advertising out only to those who said yes', () => {
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
