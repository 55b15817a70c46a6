import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replyAddress, ticketOfAddresses } from '../../../functions/mailroom/reply-address.ts';
import { derivedIds } from '../../../functions/platform/ids.ts';
import { TICKET_ID } from '../../support/tickets.ts';

const key = Buffer.alloc(32, 9);
const domain = 'inbound.example.org';
const address = replyAddress(key, TICKET_ID, domain);

describe('a reply address', () => {
  it('fits a mailbox name of 64 characters, in lower case', () => {
    const local = address.slice(0, address.lastIndexOf('@'));
    expect(local.length).toBeLessThanOrEqual(64);
    expect(address).toBe(address.toLowerCase());
  });

  it('leads back to its ticket, whatever servers do to its case', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.infiniteStream(fc.boolean()), (seed, ups) => {
        const ticketId = derivedIds(seed).next('ticket');
        const made = [...replyAddress(key, ticketId, domain)];
        const cased = made.map((letter) => (ups.next().value ? letter.toUpperCase() : letter)).join('');
        expect(ticketOfAddresses(key, ['help@inbound.example.org', cased], domain)).toBe(ticketId);
      }),
    );
  });

  it('is refused with one character changed, wherever it is', () => {
    for (let at = 0; at < address.length; at += 1) {
      const other = address[at] === '0' ? '1' : '0';
      const forged = address.slice(0, at) + other + address.slice(at + 1);
      expect(ticketOfAddresses(key, [forged], domain)).toBeUndefined();
    }
  });

  it('of one ticket does not open another', () => {
    const other = derivedIds('other').next('ticket').toLowerCase();
    expect(ticketOfAddresses(key, [address.replace(TICKET_ID.toLowerCase(), other)], domain)).toBeUndefined();
  });

  it('of another key or domain is refused', () => {
    expect(ticketOfAddresses(Buffer.alloc(32, 8), [address], domain)).toBeUndefined();
    expect(ticketOfAddresses(key, [address], 'example.org')).toBeUndefined();
    expect(ticketOfAddresses(key, [address.replace(domain, 'evil.example')], domain)).toBeUndefined();
  });

  it('is refused shortened, lengthened or with something before it', () => {
    for (const forged of [
      address.replace('@', 'x@'),
      `x${address}`,
      address.replace(/.@/, '@'),
      `${address}.evil.example`,
    ])
      expect(ticketOfAddresses(key, [forged], domain)).toBeUndefined();
  });
});
