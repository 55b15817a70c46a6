// The gate before every send, pure: the first "no" wins and is recorded with its reason.
import type { Contact, Purpose } from '../../customers/index.ts';

export type GateDecision = { send: true; email: string } | { send: false; reason: string };

/**
 * Decides at the moment of sending: is there such a customer and an address that is not suppressed → did they agree →
 * is what scheduled it still true.
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

/** Advertising needs a yes; service mail and surveys go out unless the customer said no. */
function hasConsent({ consents }: Contact, purpose: Purpose): boolean {
  return purpose === 'marketing' ? consents.marketing === true : consents[purpose] !== false;
}
