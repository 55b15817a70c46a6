// Plays the main loop over the deployed API: a customer writes, the right agent gets the ticket, answers and
// solves it; a survey and a reminder are scheduled; the figures show it.
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Call } from './http-client.ts';
import type { Person } from './staff.ts';

export interface TestUsers {
  agent: Person;
  lead: Person;
  admin: Person;
  /** The emulator leaves the scope out of a machine's token: it passes the authoriser and has no role. */
  machineToken: string;
  customerToken: (customerId: string) => Promise<string>;
}

const DAY_MS = 86_400_000;
const PATIENCE_MS = 60_000;

/** Plays the main loop; `say` is called after each successful step. Throws at the first failure. */
export async function playMainLoop(call: Call, cast: TestUsers, say: (step: string) => void): Promise<void> {
  await refuseStrangers(call, cast);
  say('strangers are refused');
  await bringAgentOnline(call, cast);
  const customerId = await createCustomer(call, cast);
  say(`customer ${customerId} exists and an agent is online`);
  const ticketId = await openTicket(call, cast, customerId);
  say(`the customer’s ticket ${ticketId} is routed to the agent`);
  await answerAndSolve(call, cast, ticketId);
  say('the agent answers and solves it');
  await startSubscription(call, cast, customerId);
  say('a survey and renewal reminders are scheduled');
  await readFigures(call, cast);
  say('the figures show it');
}

async function refuseStrangers(call: Call, cast: TestUsers): Promise<void> {
  assert.equal((await call('GET', '/v1/tickets')).status, 401, 'no token');
  assert.equal(
    (await call('GET', '/v1/tickets', `${cast.agent.token.slice(0, -4)}AAAA`)).status,
    401,
    'forged token',
  );
  const stranger = await cast.customerToken('cus_01J00000000000000000000000');
  assert.equal(
    (await call('GET', '/v1/tickets', stranger)).status,
    401,
    'a customer’s token on a route of the staff',
  );
  assert.equal(
    (await call('GET', '/v1/me', cast.agent.token)).status,
    401,
    'an agent’s token on a customer’s route',
  );
}

async function bringAgentOnline(call: Call, { agent, lead }: TestUsers): Promise<void> {
  const path = `/v1/agents/${agent.id}`;
  done(await call('PUT', path, agent.token, { name: 'Ada' }), 403);
  done(await call('PUT', path, lead.token, { name: 'Ada', languages: ['en'] }), 200);
  done(await call('PUT', `${path}/presence`, agent.token, { presence: 'online' }), 200);
}

async function createCustomer(call: Call, { agent }: TestUsers): Promise<string> {
  const identities = { email: 'grace@shop.example', externalId: 'shop-1' };
  const created = await call('POST', '/v1/customers', agent.token, { name: 'Grace', identities });
  done(await call('POST', '/v1/customers', agent.token, { name: 'Impostor', identities }), 409);
  return String(done(created, 201).id);
}

async function openTicket(call: Call, cast: TestUsers, customerId: string): Promise<string> {
  const token = await cast.customerToken(customerId);
  // A plain question: a service failure would wait for a trained person.
  const ticket = { channel: 'web', subject: 'My parcel', message: 'When will my parcel arrive?' };
  const ticketId = String(done(await call('POST', '/v1/me/tickets', token, ticket), 201).id);
  await eventually(`ticket ${ticketId} is assigned`, async () => {
    const { body } = await call('GET', `/v1/tickets/${ticketId}`, cast.agent.token);
    return (body.ticket as { assigneeId?: string } | undefined)?.assigneeId === cast.agent.id;
  });
  return ticketId;
}

async function answerAndSolve(call: Call, { agent }: TestUsers, ticketId: string): Promise<void> {
  const path = `/v1/tickets/${ticketId}`;
  done(await call('POST', `${path}/messages`, agent.token, { message: 'It comes tomorrow.' }), 201);
  const read = done(await call('GET', path, agent.token), 200);
  const { version } = read.ticket as { version: number };
  const solved = done(await call('POST', `${path}/status`, agent.token, { status: 'solved', version }), 200);
  assert.equal(solved.status, 'solved');
  done(await call('POST', `${path}/status`, agent.token, { status: 'open', version }), 409);
}

async function startSubscription(call: Call, cast: TestUsers, customerId: string): Promise<void> {
  const event = {
    id: 'rehearsal-1',
    type: 'subscription.started',
    occurredAt: new Date().toISOString(),
    customer: { id: customerId },
    data: {
      subscriptionId: 'sub-1',
      plan: 'yearly',
      renewsAt: new Date(Date.now() + 30 * DAY_MS).toISOString(),
    },
  };
  const send = async (): Promise<Record<string, unknown>> =>
    done(await call('POST', '/v1/events', cast.admin.token, { source: 'rehearsal', events: [event] }), 200);
  assert.deepEqual(await send(), { accepted: 1, duplicates: 0, refused: [] });
  assert.deepEqual(await send(), { accepted: 0, duplicates: 1, refused: [] });
  await eventually('two reminders and a survey are scheduled', async () => {
    const { body } = await call('GET', `/v1/customers/${customerId}/scheduled`, cast.agent.token);
    return (body.items as unknown[] | undefined)?.length === 3;
  });
}

async function readFigures(call: Call, { lead }: TestUsers): Promise<void> {
  const today = new Date().toISOString().slice(0, 10);
  const yesterday = new Date(Date.now() - DAY_MS).toISOString().slice(0, 10);
  for (const metric of ['tickets', 'first-reply-time', 'resolution-time']) {
    await eventually(`${metric} counts one`, async () => {
      const { body } = await call('GET', `/v1/metrics/${metric}?from=${yesterday}&to=${today}`, lead.token);
      return (body.total as { n?: number } | undefined)?.n === 1;
    });
  }
}

/** Returns the body of an answer after checking its status. */
function done({ status, body }: Answer, expected: number): Record<string, unknown> {
  assert.equal(status, expected, JSON.stringify(body));
  return body;
}

async function eventually(what: string, check: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    if (await check()) return;
    await sleep(500);
  }
  throw new Error(`not within ${PATIENCE_MS / 1000} seconds: ${what}`);
}
