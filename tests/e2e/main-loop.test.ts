import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiProblem } from '../../functions/platform/contract/client.ts';
import type { Rapport } from '../../local/start.ts';
import { clientOf, eventually, rawRequest, startPlatform, today } from '../support/rapport.ts';

let rapport: Rapport;

beforeAll(async () => {
  rapport = await startPlatform();
});
afterAll(() => rapport?.stop());

const DAY_MS = 86_400_000;

/**
 * Returns the sends for the reminder of a subscription that renews in five days, once the reminder was due.
 */
async function sendsOfAReminder(customerId: string) {
  const occurredAt = rapport.now().toISOString();
  const renewsAt = new Date(rapport.now().getTime() + 5 * DAY_MS).toISOString();
  const data = { subscriptionId: 'sub', plan: 'Plan', renewsAt };
  const event = {
    id: `start-${customerId}`,
    type: 'subscription.started',
    occurredAt,
    customer: { id: customerId },
    data,
  };
  await clientOf(rapport, 'service', 'shop').customers.ingestEvents({
    body: { source: 'shop', events: [event] },
  });
  await rapport.idle();
  await rapport.advance('P3D');
  await rapport.idle();
  const sends = await clientOf(rapport, 'admin', 'root').outreach.listSends({ params: { customerId } });
  return sends.items;
}

describe('the main loop', () => {
  it('leads from a customer’s message through routing, answer, solution, survey and reminder to the figures', async () => {
    const admin = clientOf(rapport, 'admin', 'root');
    const shop = clientOf(rapport, 'service', 'shop');
    const ann = clientOf(rapport, 'agent', 'ann');

    // Two agents are online; only Ann speaks German and is trained for billing disputes.
    for (const [agentId, skills, languages] of [
      ['ann', [{ name: 'trained_billing', level: 4 }], ['en', 'de']],
      ['bea', [], ['en']],
    ] as const) {
      await admin.routing.putAgent({
        params: { agentId },
        body: { name: agentId, skills: [...skills], languages: [...languages] },
      });
      await admin.routing.setPresence({ params: { agentId }, body: { presence: 'online' } });
    }
    const customer = await admin.customers.createCustomer({
      body: {
        name: 'Ada',
        identities: { email: 'ada@example.org', externalId: 'u-1' },
        timeZone: 'Europe/Berlin',
      },
    });
    const ada = clientOf(rapport, 'customer', customer.id);

    // The customer writes; the right agent gets the ticket, with the reasons.
    const ticket = await ada.portal.openMyTicket({
      body: {
        channel: 'web',
        subject: 'Doppelt abgebucht',
        message: 'Ich wurde zweimal belastet.',
        language: 'de',
      },
    });
    await rapport.idle();
    const queue = await ann.tickets.listTickets({ query: { assigneeId: 'ann' } });
    expect(queue.items.map((row) => row.id)).toEqual([ticket.id]);
    const page = await ann.tickets.getTicket({ params: { ticketId: ticket.id } });
    expect(page.ticket.routing).toMatchObject({ agentId: 'ann', eligible: 1 });
    expect(page.ticket.routing?.explanation).toContain('German');

    // She answers and solves it.
    await ann.tickets.addMessage({
      params: { ticketId: ticket.id },
      body: { message: 'Das tut uns leid, das Geld kommt zurück.', ticketToken: page.ticket.ticketToken },
    });
    const answered = await ann.tickets.getTicket({ params: { ticketId: ticket.id } });
    expect(answered.ticket.status).toBe('open');
    const mine = await ada.portal.getMyTicket({ params: { ticketId: ticket.id } });
    expect(mine.thread.items.map((entry) => entry.from)).toEqual(['you', 'us']);
    await ann.tickets.changeStatus({
      params: { ticketId: ticket.id },
      body: { status: 'solved', version: answered.ticket.version },
    });

    // The subscription is known; reminders and the survey are scheduled.
    const renewsAt = new Date(rapport.now().getTime() + 20 * DAY_MS).toISOString();
    const landed = await shop.customers.ingestEvents({
      body: {
        source: 'shop',
        events: [
          {
            id: 's-1',
            type: 'subscription.started',
            occurredAt: rapport.now().toISOString(),
            customer: { externalId: 'u-1' },
            data: { subscriptionId: 'gold-1', plan: 'Gold plan', renewsAt },
          },
        ],
      },
    });
    expect(landed).toEqual({ accepted: 1, duplicates: 0, refused: [] });
    await rapport.idle();
    const scheduled = await admin.outreach.listScheduled({ params: { customerId: customer.id } });
    expect(scheduled.items.map((item) => item.name).toSorted()).toEqual([
      'renewal#gold-1#14',
      'renewal#gold-1#3',
      `survey#${ticket.id}`,
    ]);

    // The survey goes out an hour later. Opening the link records nothing; answering counts once.
    await rapport.advance('PT2H');
    await rapport.idle();
    const question = rapport.mails().find((mail) => mail.subject === 'How did we do?');
    const link = /http\S+\/v1\/surveys\/\S+\?score=5/.exec(question?.text ?? '')?.[0] ?? '';
    const path = new URL(link).pathname;
    expect((await rawRequest(rapport, 'GET', `${path}?score=5`)).text).toContain(
      'value="5" required checked',
    );
    const body = JSON.stringify({ score: 5, comment: 'Quick!' });
    const post = () =>
      rawRequest(rapport, 'POST', path, { headers: { 'content-type': 'application/json' }, body });
    expect((await post()).status).toBe(201);
    expect((await post()).json).toMatchObject({ status: 409, code: 'survey.already_answered' });
    const forged = path.slice(0, -1) + (path.endsWith('A') ? 'B' : 'A');
    expect((await rawRequest(rapport, 'GET', forged)).json).toMatchObject({ code: 'survey.token_invalid' });

    // The reminder goes out two weeks before the renewal, at nine in Berlin, without any request.
    await rapport.advance('P7D');
    await rapport.idle();
    const reminder = rapport.mails().find((mail) => mail.subject.startsWith('Your Gold plan renews'));
    expect(reminder?.to).toBe('ada@example.org');

    // After the renewal the second reminder is cancelled.
    await shop.customers.ingestEvents({
      body: {
        source: 'shop',
        events: [
          {
            id: 's-2',
            type: 'subscription.renewed',
            occurredAt: rapport.now().toISOString(),
            customer: { externalId: 'u-1' },
            data: {
              subscriptionId: 'gold-1',
              renewsAt: new Date(Date.parse(renewsAt) + 30 * DAY_MS).toISOString(),
            },
          },
        ],
      },
    });
    await rapport.idle();
    await rapport.advance('P11D');
    await rapport.idle();
    expect(rapport.mails().filter((mail) => mail.subject.startsWith('Your Gold plan renews'))).toHaveLength(
      1,
    );

    // The figures show it.
    const from = new Date(rapport.now().getTime() - 25 * DAY_MS).toISOString().slice(0, 10);
    const figure = async (
      metric: 'csat' | 'tickets' | 'first-reply-time' | 'resolution-time' | 'open-tickets',
    ) => (await admin.metrics.getMetric({ params: { metric }, query: { from, to: today(rapport) } })).total;
    expect(await figure('csat')).toMatchObject({ n: 1, value: 1, sums: { sent: 1, score5: 1 } });
    expect(await figure('tickets')).toMatchObject({ sums: { opened: 1, solved: 1 } });
    expect(await figure('first-reply-time')).toMatchObject({ n: 1 });
    expect(await figure('resolution-time')).toMatchObject({ n: 1, sums: { firstResolutions: 1 } });
    expect(await figure('open-tickets')).toMatchObject({ value: 0 });

    // The customer's view contains the whole story.
    const view = await eventually(async () => {
      const found = await admin.customers.getCustomer({
        params: { customerId: customer.id },
        query: { limit: 50 },
      });
      return found.timeline.items.length >= 10 && found;
    });
    const types = view.timeline.items.map((entry) => entry.type);
    for (const type of [
      'customer.created',
      'ticket.opened',
      'ticket.assigned',
      'ticket.solved',
      'survey.answered',
      'subscription.renewed',
      'outreach.sent',
    ]) {
      expect(types).toContain(type);
    }
  });

  it('assigns a waiting ticket when an agent becomes available', async () => {
    const lead = clientOf(rapport, 'lead', 'lou');
    const admin = clientOf(rapport, 'admin', 'root');
    const customer = await admin.customers.createCustomer({
      body: { identities: { email: 'waits@example.org' } },
    });
    // The only agent who speaks the language is not at work.
    await admin.routing.putAgent({ params: { agentId: 'worf' }, body: { name: 'Worf', languages: ['tlh'] } });
    const { id: ticketId } = await lead.tickets.openTicket({
      body: {
        customerId: customer.id,
        channel: 'phone',
        subject: 'Klingon',
        message: 'nuqneH',
        language: 'tlh',
      },
    });
    await rapport.idle();
    const waiting = await lead.tickets.getTicket({ params: { ticketId } });
    expect(waiting.ticket.assigneeId).toBeUndefined();
    expect(waiting.ticket.routing?.explanation).toContain('waiting');
    await lead.routing.setPresence({ params: { agentId: 'worf' }, body: { presence: 'online' } });
    await rapport.idle();
    const given = await lead.tickets.getTicket({ params: { ticketId } });
    expect(given.ticket.assigneeId).toBe('worf');
  });

  it('withholds a mail from a customer who opted out and records the reason', async () => {
    const admin = clientOf(rapport, 'admin', 'root');
    const customer = await admin.customers.createCustomer({
      body: { identities: { email: 'no@example.org' }, consents: { service: false } },
    });
    expect(await sendsOfAReminder(customer.id)).toMatchObject([{ state: 'withheld', reason: 'no_consent' }]);
    expect(rapport.mails().some((mail) => mail.to === 'no@example.org')).toBe(false);
  });

  it('stops writing to an address that bounced', async () => {
    const admin = clientOf(rapport, 'admin', 'root');
    const customer = await admin.customers.createCustomer({
      body: { identities: { email: 'bounce@simulator.amazonses.com' } },
    });
    expect(await sendsOfAReminder(customer.id)).toMatchObject([{ state: 'bounced' }]);
    const view = await admin.customers.getCustomer({ params: { customerId: customer.id } });
    expect(view.customer.suppressed).toBe('bounce');
  });
});

describe('bad requests', () => {
  const path = '/v1/tickets?limit=5';
  it('are answered with 401 if the token is missing, forged, expired or of the wrong issuer', async () => {
    const customer = await rapport.token({ role: 'customer', sub: 'cus_01ARZ3NDEKTSV4RRFFQ69G5FAV' });
    const expired = await rapport.token({ role: 'agent', sub: 'x', expiresIn: -10 });
    const good = await rapport.token({ role: 'agent', sub: 'x' });
    const [head, payload, signature = ''] = good.split('.');
    const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as Record<string, unknown>;
    const raised = Buffer.from(JSON.stringify({ ...claims, 'cognito:groups': ['admin'] })).toString(
      'base64url',
    );
    for (const token of [undefined, 'x', customer, expired, `${head}.${raised}.${signature}`]) {
      const answer = await rawRequest(rapport, 'GET', path, {
        headers: token ? { authorization: `Bearer ${token}` } : {},
      });
      expect(answer.status).toBe(401);
    }
  });

  it('are answered with a 403 problem document if the role has no permission', async () => {
    const agent = clientOf(rapport, 'agent', 'ann');
    const refusal = agent.customers.ingestEvents({ body: { source: 'x', events: [{}] } });
    await expect(refusal).rejects.toMatchObject({ status: 403, code: 'auth.forbidden' });
    await expect(refusal).rejects.toBeInstanceOf(ApiProblem);
  });

  it('are answered with 413 if the body is over 256 KB', async () => {
    const token = await rapport.token({ role: 'agent', sub: 'x' });
    const answer = await rawRequest(rapport, 'POST', '/v1/tickets', {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ message: 'x'.repeat(256 * 1024) }),
    });
    expect(answer.json).toMatchObject({ status: 413, code: 'request.too_large' });
  });
});
