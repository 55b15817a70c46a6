import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFacts, encodeFacts } from '../../../functions/tickets/facts.ts';
import { channels, priorities } from '../../../functions/tickets/ticket.ts';
import { CUSTOMER_ID, ticketWith } from '../../support/tickets.ts';

describe('the state of a ticket', () => {
  it('gives back the facts that it was made of', () => {
    for (const channel of channels) {
      for (const priority of priorities) {
        const facts = { customerId: CUSTOMER_ID, channel, priority };
        expect(decodeFacts(encodeFacts(ticketWith(facts)))).toEqual(facts);
      }
    }
  });

  it('that was not made here is no state, and never an error', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json().map((text) => Buffer.from(text).toString('base64url')),
        ),
        (state) => {
          const facts = decodeFacts(state);
          expect(facts === undefined || channels.includes(facts.channel)).toBe(true);
        },
      ),
    );
  });
});
