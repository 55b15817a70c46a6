import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replyAddress, ticketOfAddresses } from '../../../../functions/email/threading/reply-address.ts';
import { derivedIds } from '../../../../functions/platform/ids.ts';
import { keyOf, keyringOf, testKeys } from '../../../support/keyring.ts';
import { TICKET_ID } from '../../../support/tickets/tickets.ts';

const domain = 'inbound.example.org';
const address = await replyAddress(testKeys, TICKET_ID, domain);
const ticketOf = (given: string, inboundDomain = domain, keyring = testKeys) =>
  ticketOfAddresses(keyring, [given], inboundDomain);

describe('a reply address', () => {
  it('is in lower case and has a local part of at most 64 characters', () => {
    const local = address.slice(0, address.lastIndexOf('@'));
    expect(local.length).toBeLessThanOrEqual(64);
    expect(address).toBe(address.toLowerCase());
  });

  it('leads to its ticket even if servers change its case', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 20 }), fc.infiniteStream(fc.boolean()), async (seed, ups) => {
        const ticketId = derivedIds(seed).next('ticket');
        const made = [...(await replyAddress(testKeys, ticketId, domain))];
        const cased = made.map((letter) => (ups.next().value ? letter.toUpperCase() : letter)).join('');
        const addresses = ['help@inbound.example.org', cased];
        expect(await ticketOfAddresses(testKeys, addresses, domain)).toBe(ticketId);
      }),
    );
  });

  it('is refused if any one character is changed', async () => {
    for (let at = 0; at < address.length; at += 1) {
      const other = address[at] === '0' ? '1' : '0';
      const forged = address.slice(0, at) + other + address.slice(at + 1);
      expect(await ticketOf(forged)).toBeUndefined();
    }
  });

  it('of one ticket does not lead to another ticket', async () => {
    const other = derivedIds('other').next('ticket').toLowerCase();
    expect(await ticketOf(address.replace(TICKET_ID.toLowerCase(), other))).toBeUndefined();
  });

  it('is refused if it has another key or domain', async () => {
    expect(await ticketOf(address, domain, keyringOf(keyOf('test', 8)))).toBeUndefined();
    expect(await ticketOf(address, 'example.org')).toBeUndefined();
    expect(await ticketOf(address.replace(domain, 'evil.example'))).toBeUndefined();
  });

  it('leads to its ticket after a key rotation until the old key is removed', async () => {
    const [next, old] = [keyOf('next', 8), keyOf('test', 9)];
    expect(await ticketOf(address, domain, keyringOf(next, old))).toBe(TICKET_ID);
    expect(await replyAddress(keyringOf(next, old), TICKET_ID, domain)).toContain('.next.');
    expect(await ticketOf(address, domain, keyringOf(next))).toBeUndefined();
  });

  it('is refused if it is shorter, longer or has a prefix', async () => {
    for (const forged of [
      address.replace('@', 'x@'),
      `x${address}`,
      address.replace(/.@/, '@'),
      `${address}.evil.example`,
    ])
      expect(await ticketOf(forged)).toBeUndefined();
  });
});
