// The address that answers come back to. It carries the ticket and a proof that we wrote it, so an answer finds its
// ticket whatever the sender's program does to the threading headers.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { idPattern } from '../platform/ids.ts';

export const REPLY_KEY = 'reply_address';
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
/** 80 bits: short enough for the 64 characters that a local part may have, and beyond guessing by mail. */
const MAC_LENGTH = 16;

/** `reply+tkt_….mac@domain`, in lower case: servers on the way may write it so. Does not expire; is good for this ticket only. */
export function replyAddress(key: Buffer, ticketId: string, inboundDomain: string): string {
  return `reply+${ticketId.toLowerCase()}.${macOf(key, ticketId)}@${inboundDomain.toLowerCase()}`;
}

/** The ticket of the first address that we made, in constant time for each; undefined when there is none. */
export function ticketOfAddresses(
  key: Buffer,
  addresses: readonly string[],
  inboundDomain: string,
): string | undefined {
  for (const address of addresses) {
    const ticketId = ticketOfAddress(key, address.toLowerCase(), inboundDomain.toLowerCase());
    if (ticketId) return ticketId;
  }
  return undefined;
}

function ticketOfAddress(key: Buffer, address: string, domain: string): string | undefined {
  const match = /^reply\+(tkt_)([0-9a-z]{26})\.([0-9a-z]{16})@(.+)$/.exec(address);
  if (!match || match[4] !== domain) return undefined;
  const ticketId = `${match[1]}${match[2]?.toUpperCase()}`;
  if (!idPattern('ticket').test(ticketId)) return undefined;
  const [given, expected] = [Buffer.from(match[3] ?? ''), Buffer.from(macOf(key, ticketId))];
  return timingSafeEqual(given, expected) ? ticketId : undefined;
}

function macOf(key: Buffer, ticketId: string): string {
  const bytes = createHmac('sha256', key).update(`${REPLY_KEY}.${ticketId}`).digest();
  return Array.from(bytes.subarray(0, MAC_LENGTH), (byte) => ALPHABET[byte & 31]).join('');
}
