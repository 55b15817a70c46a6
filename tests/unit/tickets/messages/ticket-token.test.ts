import { describe, expect, it } from 'vitest';
import { channels, priorities, type Ticket } from '../../../../functions/tickets/core/ticket.ts';
import { snapshotFromToken, withTicketToken } from '../../../../functions/tickets/messages/ticket-token.ts';
import { as, contextAt } from '../../../support/context.ts';
import { testKeys } from '../../../support/keyring.ts';
import { CUSTOMER_ID, TICKET_ID, ticketWith } from '../../../support/tickets/tickets.ts';

const agent = as('agent');
const customer = as('customer', CUSTOMER_ID);
const tokenFor = async (actor = agent, over: Partial<Ticket> = {}) =>
  (await withTicketToken(testKeys)(ticketWith(over), contextAt(undefined, { actor }))).ticketToken;

describe('a ticket token', () => {
  it('returns the snapshot it was made from, to staff and to the customer', async () => {
    for (const channel of channels) {
      for (const priority of priorities) {
        const facts = { customerId: CUSTOMER_ID, channel, priority };
        for (const actor of [agent, customer])
          expect(await snapshotFromToken(testKeys, await tokenFor(actor, facts), TICKET_ID, actor)).toEqual(
            facts,
          );
      }
    }
  });

  it('is valid for staff or for one customer, and for one ticket only', async () => {
    const [staffToken, customerToken] = [await tokenFor(agent), await tokenFor(customer)];
    expect(await snapshotFromToken(testKeys, staffToken, TICKET_ID, as('lead'))).toBeDefined();
    expect(await snapshotFromToken(testKeys, staffToken, TICKET_ID, customer)).toBeUndefined();
    expect(await snapshotFromToken(testKeys, customerToken, TICKET_ID, agent)).toBeUndefined();
    const other = as('customer', 'cus_01ARZ3NDEKTSV4RRFFQ69G5FB0');
    expect(await snapshotFromToken(testKeys, customerToken, TICKET_ID, other)).toBeUndefined();
    expect(
      await snapshotFromToken(testKeys, staffToken, 'tkt_01ARZ3NDEKTSV4RRFFQ69G5FB0', agent),
    ).toBeUndefined();
  });

  it('reveals to a customer neither the priority nor that it returned to an earlier value', async () => {
    const tokens = await Promise.all(
      priorities.flatMap((priority) => [1, 2].map((version) => tokenFor(customer, { priority, version }))),
    );
    expect(new Set(tokens).size).toBe(2 * priorities.length);
    for (const ticketToken of tokens) {
      const decoded = ticketToken.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
      for (const priority of priorities) expect(decoded.join()).not.toContain(priority);
    }
  });

  it('fits into the request field that accepts it', async () => {
    expect((await tokenFor(agent, { channel: 'web', priority: 'urgent' })).length).toBeLessThan(200);
  });
});
