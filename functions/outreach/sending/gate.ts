// The gate before every send: the first "no" withholds it and is recorded with its reason. Pure.
import type { Contact, Purpose } from '../../customers/index.ts';

export type GateDecision = { send: true; email: string } | { send: false; reason: string };

/**
 * Decides at the moment of sending. Checks in this order that the customer exists, has an address, the
 * address is not suppressed, the customer has consented, and the reason for the email still holds.
 */
export function gate(
  contact: Contact | undefined,
  purpose: Purpose,
  obsolete: string | undefined,
): GateDecision {
  if (!contact) return { send: false, reason: 'no_such_customer' };
  if (contact.email === undefined) return { send: false, reason: 'no_address' };
  if (contact.suppressed) return { send: false, reason: `suppressed_${contact.suppressed}` };
  if (!hasConsent(contact, purpose)) return { send: false, reason: 'no_consent' };
  if (obsolete !== undefined) return { send: false, reason: obsolete };
  return { send: true, email: contact.email };
}

/**
 * Returns true if consent allows the purpose. Marketing needs a "yes"; other purposes are allowed without a
 * "no".
 */
function hasConsent({ consents }: Contact, purpose: Purpose): boolean {
  return purpose === 'marketing' ? consents.marketing === true : consents[purpose] !== false;
}
