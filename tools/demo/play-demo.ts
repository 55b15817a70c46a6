// `npm run dev -- --demo`: plays a small tea shop's last 60 days through the public API, day by day, while
// the runner's clock runs from then to now. Deterministic: the same shop every time.

import { routeTable } from '../../functions/capabilities.ts';
import { type Client, createClient } from '../../functions/platform/contract/client.ts';
import type { Rapport } from '../../local/rapport.ts';
import { agents, customers, type DemoCustomer, plans, questions } from './demo-data.ts';

export const DEMO_DAYS = 60;

type Api = Client<typeof routeTable>;

interface Play {
  rapport: Rapport;
  chance: (probability: number) => boolean;
  pick: <T>(values: readonly T[]) => T;
  as: (role: 'agent' | 'lead' | 'admin' | 'service' | 'customer', sub: string) => Api;
  ids: Map<DemoCustomer, string>;
  serial: () => number;
}

/**
 * Plays the days from the runner's time up to now; calls `say` every ten days. Resolves with what was played.
 */
export async function playDemo(rapport: Rapport, say: (line: string) => void = console.log): Promise<void> {
  const play = createPlay(rapport);
  await settle(play);
  const end = Date.now();
  for (let day = 1; rapport.now().getTime() < end; day += 1) {
    await playDay(play, day);
    if (day % 10 === 0) say(`demo: day ${day} of ${DEMO_DAYS}`);
    const left = end - rapport.now().getTime();
    if (left <= 0) break;
    await rapport.advance(left > 86_400_000 ? 'P1D' : `PT${Math.ceil(left / 1000)}S`);
    await rapport.idle({ timeoutMs: 60_000 });
    await answerSurveys(play);
  }
  say(
    `demo: ${play.ids.size} customers, ${play.serial() - 1} orders, tickets and other events in ${DEMO_DAYS} days`,
  );
}

function createPlay(rapport: Rapport): Play {
  let state = 20_260_101;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  let serial = 0;
  return {
    rapport,
    chance: (probability) => next() < probability,
    pick: (values) => values[Math.floor(next() * values.length)] as never,
    as: (role, sub) =>
      createClient(routeTable, { baseUrl: rapport.apiUrl, token: () => rapport.token({ role, sub }) }),
    ids: new Map(),
    serial: () => {
      serial += 1;
      return serial;
    },
  };
}

/** Creates the team and the customers of the shop. */
async function settle(play: Play): Promise<void> {
  const lead = play.as('lead', 'lena');
  for (const { agentId, ...agent } of agents) {
    await lead.routing.putAgent({ params: { agentId }, body: agent });
    await lead.routing.setPresence({ params: { agentId }, body: { presence: 'online' } });
  }
  const shop = play.as('service', 'shop');
  for (const customer of customers) {
    const { externalId, email, ...facts } = customer;
    const created = await shop.customers.createCustomer({
      body: { ...facts, identities: { externalId, email } },
      idempotencyKey: `demo-${externalId}`,
    });
    play.ids.set(customer, created.id);
  }
}

async function playDay(play: Play, day: number): Promise<void> {
  await sendEvents(play, day);
  const writers = customers.filter(() => play.chance(0.05));
  for (const customer of writers) await writeIn(play, customer);
  await play.rapport.idle({ timeoutMs: 60_000 });
  await workTheQueues(play);
}

async function sendEvents(play: Play, day: number): Promise<void> {
  const occurredAt = play.rapport.now().toISOString();
  const inDays = (days: number) => new Date(play.rapport.now().getTime() + days * 86_400_000).toISOString();
  const events = customers.flatMap((customer, index) => {
    const about = { occurredAt, customer: { externalId: customer.externalId } };
    const own: object[] = [];
    if (play.chance(0.12)) {
      const orderId = `T-${1000 + play.serial()}`;
      const total = { amountMinor: 900 + 50 * Math.floor(index * 3.7), currency: 'EUR' };
      own.push({
        ...about,
        id: `placed-${orderId}`,
        type: 'order.placed',
        data: { orderId, total, items: 1 + (index % 4) },
      });
      own.push({
        ...about,
        id: `shipped-${orderId}`,
        type: 'order.shipped',
        data: { orderId, carrier: 'Post' },
      });
    }
    if (index % 3 === 0 && day === 1 + (index % 12)) {
      const data = {
        subscriptionId: `tea-${customer.externalId}`,
        plan: play.pick(plans),
        renewsAt: inDays(30),
      };
      own.push({ ...about, id: `start-${customer.externalId}`, type: 'subscription.started', data });
    }
    if (index % 3 === 0 && day === 31 + (index % 12) && index % 9 !== 0) {
      const data = { subscriptionId: `tea-${customer.externalId}`, renewsAt: inDays(30) };
      own.push({ ...about, id: `renew-${customer.externalId}`, type: 'subscription.renewed', data });
    }
    return own;
  });
  if (events.length === 0) return;
  const answer = await play
    .as('service', 'shop')
    .customers.ingestEvents({ body: { source: 'shop', events } });
  if (answer.refused.length > 0)
    throw new Error(`the demo's events were refused: ${JSON.stringify(answer.refused[0])}`);
}

async function writeIn(play: Play, customer: DemoCustomer): Promise<void> {
  const question = play.pick(questions);
  const customerId = play.ids.get(customer) ?? '';
  play.serial();
  if (question.channel === 'phone') {
    const agent = play.as('agent', play.pick(agents).agentId);
    await agent.tickets.openTicket({ body: { customerId, ...question, language: customer.language } });
    return;
  }
  const { channel, subject, message } = question;
  await play
    .as('customer', customerId)
    .portal.openMyTicket({ body: { channel, subject, message, language: customer.language } });
}

/** Lets all agents answer their tickets and solve most of them. */
async function workTheQueues(play: Play): Promise<void> {
  for (const { agentId } of agents) {
    const agent = play.as('agent', agentId);
    const { items } = await agent.tickets.listTickets({ query: { assigneeId: agentId } });
    for (const { id: ticketId } of items) {
      if (play.chance(0.15)) continue;
      const { ticket } = await agent.tickets.getTicket({ params: { ticketId } });
      const message = 'Thank you for writing. We have looked into it and put it right.';
      const isComplaint = ticket.sensitive?.kinds.includes('complaint');
      if (!isComplaint || !(await answerComplaint(agent, ticketId, message)))
        await agent.tickets.addMessage({
          params: { ticketId },
          body: { message, ticketToken: ticket.ticketToken },
        });
      const { version } = (await agent.tickets.getTicket({ params: { ticketId } })).ticket;
      const status = play.chance(0.85) ? 'solved' : 'pending';
      if (ticket.status !== status)
        await agent.tickets.changeStatus({ params: { ticketId }, body: { status, version } });
    }
  }
}

/** Answers the complaint of a ticket; returns whether one was still open. */
async function answerComplaint(agent: Api, ticketId: string, message: string): Promise<boolean> {
  const { state, version } = await agent.complaints.getComplaint({ params: { ticketId } });
  if (state !== 'open') return false;
  const redress = { amountMinor: 500, currency: 'EUR' };
  const body = { message, version, outcome: 'upheld', redress } as const;
  await agent.complaints.respondToComplaint({ params: { ticketId }, body });
  return true;
}

/** Lets four of ten customers answer, mostly pleased. */
async function answerSurveys(play: Play): Promise<void> {
  for (const mail of play.rapport.mails()) {
    const token = /\/v1\/surveys\/([^?\s]+)\?score=5/.exec(mail.text)?.[1];
    if (!token || answered.has(token)) continue;
    answered.add(token);
    if (!play.chance(0.4)) continue;
    const score = play.pick([5, 5, 5, 4, 4, 3, 2, 1]);
    await play.as('customer', 'nobody').feedback.answerSurvey({ params: { token }, body: { score } });
  }
}
const answered = new Set<string>();
