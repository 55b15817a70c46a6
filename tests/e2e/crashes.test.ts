import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Rapport } from '../../local/start.ts';
import { clientOf, startPlatform, today } from '../support/rapport.ts';

// Ends a function right before or right after a call to AWS, at the worst possible lines. Nothing may be lost
// or happen twice.

let rapport: Rapport;
let customerId: string;
let admin: ReturnType<typeof clientOf>;
let count = 0;

beforeAll(async () => {
  rapport = await startPlatform();
  admin = clientOf(rapport, 'admin', 'root');
  const customer = await admin.customers.createCustomer({
    body: { identities: { email: 'ada@example.org', externalId: 'u' } },
  });
  customerId = customer.id;
  await admin.routing.putAgent({ params: { agentId: 'ann' }, body: { name: 'Ann', capacity: 1000 } });
  await admin.routing.setPresence({ params: { agentId: 'ann' }, body: { presence: 'online' } });
  await rapport.idle();
});
afterAll(() => rapport?.stop());
afterEach(() => {
  rapport.clearFaults();
  rapport.delivery.duplicate = false;
  rapport.delivery.shuffle = false;
});

const open = (idempotencyKey?: string) => {
  count += 1;
  const body = { customerId, channel: 'email' as const, subject: `No ${count}`, message: 'Help' };
  return admin.tickets.openTicket({ body, ...(idempotencyKey ? { idempotencyKey } : {}) });
};
/** Solves an assigned ticket once nothing is in progress any more. */
const solve = async (ticketId: string) => {
  const { ticket } = await admin.tickets.getTicket({ params: { ticketId } });
  return admin.tickets.changeStatus({
    params: { ticketId },
    body: { status: 'solved', version: ticket.version },
  });
};
const opened = async () => {
  const day = today(rapport);
  const figure = await admin.metrics.getMetric({
    params: { metric: 'tickets' },
    query: { from: day, to: day },
  });
  return figure.total.sums.opened ?? 0;
};
const timelineOf = async (ticketId: string, type: string) => {
  const page = await admin.customers.getCustomer({ params: { customerId }, query: { limit: 100 } });
  return page.timeline.items.filter((entry) => entry.type === type && entry.summary.ticketId === ticketId);
};

describe('a function that dies', () => {
  it('loses nothing after the commit: the retry with the same key gets the first answer and no second ticket', async () => {
    const before = await opened();
    const fault = rapport.crashAfter('tickets', 'TransactWriteItems');
    await expect(open('crash-1')).rejects.toMatchObject({ status: 500 });
    expect(fault.struck()).toBe(1);
    count -= 1;
    const ticket = await open('crash-1');
    count -= 1;
    expect(await open('crash-1')).toEqual(ticket);
    await rapport.idle();
    expect(await opened()).toBe(before + 1);
  });

  it('changes nothing before the commit', async () => {
    const before = await opened();
    rapport.crash({ function: 'tickets', operation: 'TransactWriteItems', when: 'before' });
    await expect(open()).rejects.toMatchObject({ status: 500 });
    await rapport.idle();
    expect(await opened()).toBe(before);
  });

  for (const [name, operation, when] of [
    ['relay', 'PublishBatch', 'after'],
    ['relay', 'PublishBatch', 'before'],
    ['metrics-rollup', 'TransactWriteItems', 'after'],
    ['metrics-rollup', 'TransactWriteItems', 'before'],
    ['routing-worker', 'TransactWriteItems', 'after'],
    ['routing-worker', 'TransactWriteItems', 'before'],
    ['timeline', 'PutItem', 'after'],
  ] as const) {
    it(`loses and duplicates nothing when it is ${name} and dies ${when} ${operation}`, async () => {
      const before = await opened();
      const fault = rapport.crash({ function: name, operation, when });
      const ticket = await open();
      await fault.first;
      await rapport.idle();
      expect(await opened()).toBe(before + 1);
      const page = await admin.tickets.getTicket({ params: { ticketId: ticket.id } });
      expect(page.ticket.assigneeId).toBe('ann');
      expect(page.thread.items.filter((entry) => entry.type === 'ticket.assigned')).toHaveLength(1);
      expect(await timelineOf(ticket.id, 'ticket.opened')).toHaveLength(1);
    });
  }

  it('sends no second mail between claim and outcome: the provider’s report settles the send', async () => {
    const ticket = await open();
    await rapport.idle();
    await solve(ticket.id);
    await rapport.idle();
    const before = rapport.mails().length;
    const fault = rapport.crashAfter('feedback-worker', 'SendRawEmail');
    await rapport.advance('PT2H');
    await fault.first;
    await rapport.idle();
    await rapport.advance('PT20M');
    await rapport.idle();
    expect(rapport.mails().length - before).toBe(1);
    const sends = await admin.outreach.listSends({ params: { customerId }, query: { limit: 100 } });
    const send = sends.items.find((item) => item.step === `survey#${ticket.id}`);
    expect(['claimed', 'delivered']).toContain(send?.state);
  });

  it('sends no answer between claim and sending, and notifies its author within the time limit', async () => {
    const ticket = await open();
    await rapport.idle();
    const before = rapport.mails().length;
    const fault = rapport.crash({ function: 'email-worker', operation: 'SendRawEmail', when: 'before' });
    const staff = clientOf(rapport, 'agent', 'ann');
    await staff.tickets.addMessage({
      params: { ticketId: ticket.id },
      body: { visibility: 'public', message: 'Press the button.' },
    });
    await fault.first;
    await rapport.idle();
    await rapport.advance('PT20M');
    await rapport.idle();
    expect(rapport.mails().length - before).toBe(0);
    const { thread } = await admin.tickets.getTicket({ params: { ticketId: ticket.id } });
    const notes = thread.items
      .map(({ data }) => String(data.message))
      .filter((text) => /not known/.test(text));
    expect(notes).toHaveLength(1);
    const { items } = await staff.desk.listNotifications({
      params: { agentId: 'ann' },
      query: { limit: 5 },
    });
    expect(items.filter(({ type }) => type === 'outreach.unknown')).toMatchObject([{ ticketId: ticket.id }]);
  });

  it('still sends the mail once when it dies before the claim', async () => {
    const ticket = await open();
    await rapport.idle();
    await solve(ticket.id);
    await rapport.idle();
    const before = rapport.mails().length;
    const fault = rapport.crash({
      function: 'feedback-worker',
      operation: 'TransactWriteItems',
      when: 'before',
    });
    await rapport.advance('PT2H');
    await fault.first;
    await rapport.idle();
    expect(rapport.mails().length - before).toBe(1);
  });
});

describe('deliveries that are duplicated and reordered', () => {
  it('lead to the same tickets, slots, mails and figures', async () => {
    await rapport.idle();
    const before = await opened();
    const mails = rapport.mails().length;
    const agent = await admin.routing.getAgent({ params: { agentId: 'ann' } });
    rapport.delivery.duplicate = true;
    rapport.delivery.shuffle = true;
    const tickets = await Promise.all(Array.from({ length: 12 }, () => open()));
    await rapport.idle();
    await Promise.all(tickets.map((ticket) => solve(ticket.id)));
    await rapport.idle();
    const after = await admin.routing.getAgent({ params: { agentId: 'ann' } });
    expect(after.free).toBe(agent.free);
    expect(await opened()).toBe(before + 12);
    await rapport.advance('PT2H');
    await rapport.idle();
    expect(rapport.mails().length - mails).toBe(12);
  });
});
