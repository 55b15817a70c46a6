import { describe, expect, it } from 'vitest';
import { channels, priorities, type Ticket } from '../../../../functions/tickets/core/ticket.ts';
import { snapshotFromToken, withTicketToken } from '../../../../functions/tickets/messages/ticket-token.ts';
import { as, contextAt } from '../../../support/context.ts';
import { testKeys } from '../../../support/keyring.ts';
import { CUSTOMER_ID, TICKET_ID, ticketWith } from '../../../support/tickets/tickets.ts';

const agent = as('agent');
const customer = as('customer', CUSTOMER_ID);
const stateFor = async (actor = agent, over: Partial<Ticket> = {}) =>
  (await withTicketToken(testKeys)(ticketWith(over), contextAt(undefined, { actor }))).ticketToken;

describe('the ticketToken of a ticket', () => {
  it('gives back the facts that it was made of, to staff and to its customer', async () => {
    for (const channel of channels) {
      for (const priority of priorities) {
        const facts = { customerId: CUSTOMER_ID, channel, priority };
        for (const actor of [agent, customer])
          expect(await snapshotFromToken(testKeys, await stateFor(actor, facts), TICKET_ID, actor)).toEqual(
            facts,
          );
      }
    }
  });

  it('is for staff or for one customer, and for one ticket', async () => {
    const [staffs, customers] = [await stateFor(agent), await stateFor(customer)];
    expect(await snapshotFromToken(testKeys, staffs, TICKET_ID, as('lead'))).toBeDefined();
    expect(await snapshotFromToken(testKeys, staffs, TICKET_ID, customer)).toBeUndefined();
    expect(await snapshotFromToken(testKeys, customers, TICKET_ID, agent)).toBeUndefined();
    const other = as('customer', 'cus_01ARZ3NDEKTSV4RRFFQ69G5FB0');
    expect(await snapshotFromToken(testKeys, customers, TICKET_ID, other)).toBeUndefined();
    expect(
      await snapshotFromToken(testKeys, staffs, 'tkt_01ARZ3NDEKTSV4RRFFQ69G5FB0', agent),
    ).toBeUndefined();
  });

  it('tells a customer nothing of the priority, nor that it is again what it was', async () => {
    const versions = await Promise.all(
      priorities.flatMap((priority) => [1, 2].map((version) => stateFor(customer, { priority, version }))),
    );
    expect(new Set(versions).size).toBe(2 * priorities.length);
    for (const ticketToken of versions) {
      const decoded = ticketToken.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
      for (const priority of priorities) expect(decoded.join()).not.toContain(priority);
    }
  });

  it('fits the field that takes it back', async () => {
    expect((await stateFor(agent, { channel: 'web', priority: 'urgent' })).length).toBeLessThan(200);
  });
});
