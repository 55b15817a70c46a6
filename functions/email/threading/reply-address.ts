// Makes and reads the Reply-To address of our emails. It contains the ticket id and a proof that we made it,
// so an answer finds its ticket whatever the sender's program does to the threading headers.
import { createHmac } from 'node:crypto';
import { idPattern } from '../../platform/ids.ts';
import type { Keyring, SigningKey } from '../../platform/signing/keyring.ts';
import { equalInConstantTime } from '../../platform/signing/signed-token.ts';

export const REPLY_KEY = 'reply_address';
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
/**
 * 80 bits: short enough, with the key's id, for the 64 characters of a local part, and too long to guess by
 * email.
 */
const MAC_LENGTH = 16;

/**
 * Makes the reply address of a ticket, `reply+tkt_….key.mac@domain`. It is in lower case because servers on
 * the way may change the case. It leads to this ticket only, and only while its key is in the keyring.
 */
export async function replyAddress(ring: Keyring, ticketId: string, inboundDomain: string): Promise<string> {
  const key = await ring.newest();
  return `reply+${ticketId.toLowerCase()}.${key.id}.${macOf(key, ticketId)}@${inboundDomain.toLowerCase()}`;
}

/** Returns the ticket of the first address that we made, or undefined. Compares each MAC in constant time. */
export async function ticketOfAddresses(
  ring: Keyring,
  addresses: readonly string[],
  inboundDomain: string,
): Promise<string | undefined> {
  for (const address of addresses) {
    const ticketId = await ticketOfAddress(ring, address.toLowerCase(), inboundDomain.toLowerCase());
    if (ticketId) return ticketId;
  }
  return undefined;
}

async function ticketOfAddress(ring: Keyring, address: string, domain: string): Promise<string | undefined> {
  const match = /^reply\+(tkt_)([0-9a-z]{26})\.([0-9a-z]{4})\.([0-9a-z]{16})@(.+)$/.exec(address);
  if (!match || match[5] !== domain) return undefined;
  const ticketId = `${match[1]}${match[2]?.toUpperCase()}`;
  if (!idPattern('ticket').test(ticketId)) return undefined;
  const key = await ring.find(match[3] ?? '');
  return key && equalInConstantTime(match[4] ?? '', macOf(key, ticketId)) ? ticketId : undefined;
}

function macOf({ secret }: SigningKey, ticketId: string): string {
  const bytes = createHmac('sha256', secret).update(`${REPLY_KEY}.${ticketId}`).digest();
  return Array.from(bytes.subarray(0, MAC_LENGTH), (byte) => ALPHABET[byte & 31]).join('');
}
