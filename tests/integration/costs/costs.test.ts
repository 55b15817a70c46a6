import { readFileSync, writeFileSync } from 'node:fs';
import { SQSClient } from '@aws-sdk/client-sqs';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, expect, it } from 'vitest';
import { customerHandlers } from '../../../functions/customers/api-handlers.ts';
import { SubscriptionStarted } from '../../../functions/customers/events.ts';
import { customerRoutes } from '../../../functions/customers/routes.ts';
import { addToTimeline } from '../../../functions/customers/timeline/timeline.ts';
import { answerSurvey } from '../../../functions/feedback/answer-survey.ts';
import { surveyIdOf } from '../../../functions/feedback/survey.ts';
import { markSurveySent } from '../../../functions/feedback/survey-store.ts';
import { syncSurvey } from '../../../functions/feedback/sync-survey.ts';
import { createAnalyser } from '../../../functions/intelligence/index.ts';
import { metricsHandlers } from '../../../functions/metrics/api-handlers.ts';
import { rollUp } from '../../../functions/metrics/roll-up.ts';
import { metricsRoutes } from '../../../functions/metrics/routes.ts';
import { outreachHandlers } from '../../../functions/outreach/api-handlers.ts';
import { handleSubscriptionEvent } from '../../../functions/outreach/reminders/follow-subscription.ts';
import { outreachRoutes } from '../../../functions/outreach/routes.ts';
import type { Context } from '../../../functions/platform/context.ts';
import { SYSTEM } from '../../../functions/platform/contract/roles.ts';
import { parseStored } from '../../../functions/platform/events/parse-event.ts';
import { createApi } from '../../../functions/platform/http/create-api.ts';
import { derivedIds, ulidIds } from '../../../functions/platform/ids.ts';
import { signToken } from '../../../functions/platform/signing/signed-token.ts';
import { keys } from '../../../functions/platform/table/keys.ts';
import { getItem, markerReader } from '../../../functions/platform/table/read.ts';
import { stale } from '../../../functions/platform/table/refusal.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { assertExists, create, remove, update, type Write } from '../../../functions/platform/table/write.ts';
import { listOpenPromises } from '../../../functions/promises/index.ts';
import { savePromise } from '../../../functions/promises/lifecycle/promise-store.ts';
import { routingHandlers } from '../../../functions/routing/api-handlers.ts';
import { fillAgentCapacity } from '../../../functions/routing/matching/fill-agent-capacity.ts';
import { routeTicket } from '../../../functions/routing/matching/route-ticket.ts';
import { tableRoutingStore } from '../../../functions/routing/matching/table-routing-store.ts';
import { routingRoutes } from '../../../functions/routing/routes.ts';
import { sweep } from '../../../functions/scheduler/sweep.ts';
import { ticketAnswers, ticketHandlers } from '../../../functions/tickets/api-handlers.ts';
import { setBreachTime } from '../../../functions/tickets/core/set-breach-time.ts';
import { loadTicket } from '../../../functions/tickets/core/ticket-store.ts';
import { TicketOpened, TicketSolved } from '../../../functions/tickets/events.ts';
import { ticketPartition } from '../../../functions/tickets/keys.ts';
import { portalAnswers, portalHandlers } from '../../../functions/tickets/portal-handlers.ts';
import { portalRoutes } from '../../../functions/tickets/portal-routes.ts';
import { ticketRoutes } from '../../../functions/tickets/routes.ts';
import { triageOpening } from '../../../functions/triage/analyse-message.ts';
import { domainEvent, parsedEvent } from '../../support/domain-event.ts';
import { noFiles } from '../../support/files.ts';
import { type Call, caller } from '../../support/http/call-api.ts';
import { testKeys } from '../../support/keyring.ts';
import { promiseWith } from '../../support/promises/promises.ts';
import { routingDeps } from '../../support/routing/routing.ts';
import { commitOrFail } from '../../support/table/commit-or-fail.ts';
import { freshTable } from '../../support/table/fresh-table.ts';
import { actionUnits, type Cost, metered } from '../../support/table/meter.ts';

// docs/data-model.md contains these costs. When one changes, find out why, then run with UPDATE_DOCS=1.
const doc = new URL('../../../docs/data-model.md', import.meta.url);
const rows: { name: string; cost: Cost }[] = [];
let table: Table;
let measure: ReturnType<typeof metered>['measure'];

beforeAll(async () => {
  ({ table, measure } = metered(await freshTable()));
});

const contextAt = (seed: string, now = new Date()): Context => ({
  actor: SYSTEM,
  now,
  ids: derivedIds(seed),
  correlationId: 'c',
});

it('the computed write units equal those of the emulator for each single action', async () => {
  const key = { pk: 'unit', sk: 'unit' };
  const row = { a: 'x'.repeat(300) };
  const listed = { listPk: 'L', listSk: '1', row };
  const steps: { write: Write; before: object | undefined; after: object | undefined }[] = [];
  let item: Record<string, unknown> | undefined;
  const addStep = (write: Write, after: Record<string, unknown> | undefined) => {
    steps.push({ write, before: item, after });
    item = after;
  };
  addStep(create(key, { ...listed, big: 'y'.repeat(1500) }, stale), {
    ...key,
    ...listed,
    big: 'y'.repeat(1500),
  });
  addStep(update(key, { set: { other: 1 } }), { ...item, other: 1 });
  addStep(update(key, { set: { 'row.a': 'z' } }), { ...item, row: { a: 'z' } });
  addStep(update(key, { set: { listSk: '2' } }), { ...item, listSk: '2' });
  addStep(update(key, { set: { duePk: 'D', dueSk: '1' } }), { ...item, duePk: 'D', dueSk: '1' });
  addStep(update(key, { set: { big: undefined } }), { ...item, big: undefined });
  addStep(assertExists(key, stale), item);
  addStep(remove(key), undefined);
  for (const { write, before, after } of steps) {
    const answer = await table.doc.send(
      new TransactWriteCommand({
        TransactItems: [write.action(table.name)],
        ReturnConsumedCapacity: 'INDEXES',
      }),
    );
    expect(actionUnits(before as never, after as never)).toBe(answer.ConsumedCapacity?.[0]?.CapacityUnits);
  }
});

it('every access pattern costs what docs/data-model.md states', async () => {
  const readMarker = markerReader(table);
  const customers = caller(
    customerRoutes,
    createApi(
      'customers',
      customerRoutes,
      customerHandlers({ table, openPromises: (id) => listOpenPromises(table, id) }),
      { readMarker },
    ),
  );
  const portal = caller(
    portalRoutes,
    createApi('portal', portalRoutes, portalHandlers(table, noFiles, testKeys), {
      readMarker,
      presentAnswer: portalAnswers(testKeys),
    }),
  );
  const tickets = caller(
    ticketRoutes,
    createApi('tickets', ticketRoutes, ticketHandlers(table, noFiles, testKeys), {
      readMarker,
      presentAnswer: ticketAnswers(testKeys),
    }),
  );
  const routing = caller(
    routingRoutes,
    createApi('routing', routingRoutes, routingHandlers(table), { readMarker }),
  );
  const outreach = caller(
    outreachRoutes,
    createApi('outreach', outreachRoutes, outreachHandlers(table), { readMarker }),
  );
  const metrics = caller(
    metricsRoutes,
    createApi('metrics', metricsRoutes, metricsHandlers(table), { readMarker }),
  );
  const row = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const { cost, result } = await measure(work);
    rows.push({ name, cost });
    return result;
  };
  let keysUsed = 0;
  const keyed = (call: Call): Call => {
    keysUsed += 1;
    return { ...call, headers: { 'idempotency-key': `k${keysUsed}` } };
  };

  const customer = await row('create customer, two identities', () =>
    customers(
      'createCustomer',
      keyed({
        body: {
          name: 'Ada Lovelace',
          identities: { email: 'ada@example.org', externalId: 'u1' },
          timeZone: 'Europe/Berlin',
        },
      }),
    ),
  );
  const customerId = String(customer.body.id);
  await row('update customer', () =>
    customers('updateCustomer', { params: { customerId }, body: { version: 1, name: 'Ada King' } }),
  );
  await row('find customer by email', () =>
    customers('findCustomer', { query: { email: 'ada@example.org' } }),
  );
  const event = (index: number) => ({
    id: `o${index}`,
    type: 'order.placed',
    occurredAt: new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString(),
    customer: { externalId: 'u1' },
    data: { orderId: `order-${index}`, total: { amountMinor: 1999, currency: 'EUR' }, items: 2 },
  });
  const hundred = Array.from({ length: 100 }, (_, index) => event(index));
  await row('100 events in', () => customers('ingestEvents', { body: { source: 'shop', events: hundred } }));
  await row('the same 100 events again', () =>
    customers('ingestEvents', { body: { source: 'shop', events: hundred } }),
  );
  await row('customer with the 20 newest events', () => customers('getCustomer', { params: { customerId } }));
  const promise = { ...promiseWith(), customerId };
  await commitOrFail(table, contextAt('promise'), { writes: [savePromise(promise)] });
  await row('the same with an open promise', () => customers('getCustomer', { params: { customerId } }));
  await row('timeline, a further page of 20', async () => {
    const first = await customers('listTimeline', { params: { customerId }, query: { limit: '20' } });
    return customers('listTimeline', {
      params: { customerId },
      query: { limit: '20', cursor: first.body.next },
    });
  });
  halve('timeline, a further page of 20');

  await routing('putAgent', {
    over: true,
    params: { agentId: 'ann' },
    body: { name: 'Ann', languages: ['en'] },
  });
  await row('agent comes online', () =>
    routing('setPresence', { params: { agentId: 'ann' }, body: { presence: 'online' } }),
  );
  const opening = {
    customerId,
    channel: 'email',
    subject: 'Where do I change my delivery address?',
    message: 'I have moved house and would like the next parcel at the new one. '.repeat(5).slice(0, 300),
    language: 'en',
  };
  const open = keyed({ body: opening });
  const ticket = (await row('create ticket, message of 300 characters', () => tickets('openTicket', open)))
    .body;
  await row('create ticket again with the same key', () => tickets('openTicket', open));
  const ticketId = String(ticket.id);
  const opened = await openingOf(ticketId);
  const analysed = { table, analyser: () => Promise.resolve(createAnalyser()) };
  await row('analysis of the opening', () => triageOpening(analysed, opened, contextAt('triage')));
  await setBreach(ticketId);
  const routingStore = await tableRoutingStore(routingDeps(table), contextAt('route'));
  await row('agent with free capacity, nobody waits', () => fillAgentCapacity(routingStore, 'ann'));
  await row('route a ticket, one agent online', () => routeTicket(routingStore, ticketId));
  const say = (body: object) =>
    tickets('addMessage', keyed({ params: { ticketId }, body: { message: 'y'.repeat(300), ...body } }));
  await row('first reply', () => say({}));
  await row('reply, with the ticket token', () => say({ ticketToken: ticket.ticketToken }));
  await row('reply, without it', () => say({}));
  await row('internal note, with the ticket token', () =>
    say({ visibility: 'internal', ticketToken: ticket.ticketToken }),
  );
  const me = { role: 'customer', id: customerId } as const;
  const { customerId: _theirs, ...mine } = opening;
  await row('customer’s ticket, the settings of quotas read first', () =>
    portal('openMyTicket', { ...keyed({ body: { ...mine, channel: 'web' } }), as: me }),
  );
  const own = (await portal('getMyTicket', { params: { ticketId }, as: me })).body.ticket;
  await row('customer’s message, with the ticket token', () =>
    portal('addMyMessage', {
      ...keyed({ params: { ticketId }, body: { message: 'z'.repeat(300), ticketToken: own.ticketToken } }),
      as: me,
    }),
  );
  const page = await row('ticket with the first 25 entries', () =>
    tickets('getTicket', { params: { ticketId } }),
  );
  await row('own ticket of a customer', () => portal('getMyTicket', { params: { ticketId }, as: me }));
  for (let index = 0; index < 30; index += 1) {
    await tickets('openTicket', {
      body: { ...opening, subject: `Ticket number ${index} of a longer queue`, queueId: 'lamps' },
      headers: { 'idempotency-key': `longer-${index}` },
    });
  }
  await row('view of a queue and status, 25 rows', () =>
    tickets('listTickets', { query: { queueId: 'lamps', status: 'new' } }),
  );
  await row('view of all that is unsolved, 25 rows', () => tickets('listTickets', { query: {} }));
  await row('solve', () =>
    tickets(
      'changeStatus',
      keyed({ params: { ticketId }, body: { status: 'solved', version: page.body.ticket.version } }),
    ),
  );
  const solved = parsedEvent(
    TicketSolved,
    {
      ticketId,
      channel: 'email',
      subject: opening.subject,
      resolution: { solvedAt: new Date().toISOString(), seconds: 60 },
    },
    { id: 'evt_1', at: new Date().toISOString(), correlationId: 'c', actor: SYSTEM, customerId },
  );
  await row('timeline entry from the stream', () => addToTimeline(table, solved));
  await row('survey scheduled', () => syncSurvey(table, solved, contextAt('survey')));
  const surveyId = surveyIdOf(ticketId);
  await commitOrFail(table, contextAt('asked'), {
    writes: [markSurveySent(surveyId, true, stale)],
  });
  const token = await signToken(testKeys, 'survey', surveyId, new Date(Date.now() + 1e6));
  await row('survey answer', () =>
    answerSurvey({ table, signingKeys: testKeys }, { token, score: 5 }, contextAt('answer')),
  );
  await row('subscription event, two reminders scheduled', () =>
    handleSubscriptionEvent(
      table,
      parsedEvent(
        SubscriptionStarted,
        {
          subscriptionId: 's',
          plan: 'Gold',
          renewsAt: new Date(Date.now() + 40 * 864e5).toISOString(),
        },
        { id: 'evt_2', customerId, actor: SYSTEM },
      ),
      contextAt('subscription'),
    ),
  );
  await row('what is scheduled for a customer', () => outreach('listScheduled', { params: { customerId } }));
  await row('sweep of 16 shards, nothing due', () =>
    sweep({ table, sqs: new SQSClient({}), queueUrls: {} }, new Date(), () => false),
  );
  const counted = Array.from({ length: 100 }, (_, index) =>
    domainEvent(
      index % 2 ? 'ticket.opened' : 'ticket.message_added',
      { ticketId: `t${index}`, channel: 'email', ...(index % 2 ? {} : { firstReplySeconds: 60 }) },
      { id: ulidIds(() => new Date()).next('event'), at: `2026-03-01T10:00:0${index % 4}.000Z` },
    ),
  );
  await row('rollup of 100 events of four seconds', () => rollUp(table, counted, contextAt('rollup')));
  await row('the same 100 events again, rolled up', () => rollUp(table, counted, contextAt('rollup')));
  for (let day = 1; day <= 30; day += 1) {
    const at = `2026-04-${String(day).padStart(2, '0')}T10:00:00.000Z`;
    const events = ['email', 'chat', 'phone'].map((channel) =>
      domainEvent('ticket.opened', { channel }, { id: `evt_${channel}${at}`, at }),
    );
    await rollUp(table, events, contextAt(at));
  }
  await row('KPI for a day', () =>
    metrics('getMetric', { params: { metric: 'tickets' }, query: { from: '2026-04-03', to: '2026-04-03' } }),
  );
  await row('KPI for 30 days, three channels', () =>
    metrics('getMetric', { params: { metric: 'tickets' }, query: { from: '2026-04-01', to: '2026-04-30' } }),
  );

  if (process.env.UPDATE_DOCS) compareWithDocument();
  expect(within('create ticket, message of 300 characters', { roundTrips: 1, writeUnits: 8 })).toBe(true);
  expect(within('reply, with the ticket token', { roundTrips: 1, writeUnits: 6 })).toBe(true);
  expect(within('customer’s message, with the ticket token', { roundTrips: 1, writeUnits: 8 })).toBe(true);
  expect(within('customer with the 20 newest events', { roundTrips: 1, readUnits: 1.5 })).toBe(true);
  // Two shards for a queue and status, sixteen for all unsolved tickets: each Query costs half a unit or
  // more.
  expect(within('view of a queue and status, 25 rows', { roundTrips: 1, readUnits: 2 })).toBe(true);
  expect(within('view of all that is unsolved, 25 rows', { roundTrips: 1, readUnits: 10 })).toBe(true);
  expect(within('KPI for a day', { roundTrips: 1, readUnits: 1 })).toBe(true);
  const { documented, measured } = compareWithDocument();
  expect(documented).toBe(measured);
});

const openingOf = async (ticketId: string) => {
  const item = await getItem(table, keys.openingEvent(ticketPartition(ticketId)));
  if (!item) throw new Error('no opening');
  return parseStored(TicketOpened, item);
};

/** Sets a breach time on a ticket, as a live clock does, because it adds to the cost of each reply. */
async function setBreach(ticketId: string): Promise<void> {
  const ticket = await loadTicket(table, ticketId);
  if (!ticket) throw new Error('no ticket');
  const breachAt = new Date(Date.now() + 864e5).toISOString();
  await commitOrFail(table, contextAt('clock'), { writes: [setBreachTime(ticket, breachAt)] });
}

const costOf = (name: string) =>
  rows.find((one) => one.name === name)?.cost ?? { roundTrips: 99, writeUnits: 99, readUnits: 99 };
const within = (name: string, limits: Partial<Cost>) =>
  Object.entries(limits).every(([part, max]) => costOf(name)[part as keyof Cost] <= max);

/** Halves a cost, because two equal pages were measured together. */
function halve(name: string): void {
  const cost = costOf(name);
  for (const part of ['roundTrips', 'writeUnits', 'readUnits'] as const) cost[part] /= 2;
}

function compareWithDocument() {
  const text = readFileSync(doc, 'utf8');
  const begin = '<!-- measured: begin -->\n';
  const end = '<!-- measured: end -->';
  const head = '| Operation | Round trips | Write units | Read units |\n|---|---|---|---|\n';
  const lines = rows
    .map(({ name, cost }) => `| ${name} | ${cost.roundTrips} | ${cost.writeUnits} | ${cost.readUnits} |\n`)
    .join('');
  const from = text.indexOf(begin) + begin.length;
  const measured = head + lines;
  if (process.env.UPDATE_DOCS)
    writeFileSync(doc, text.slice(0, from) + measured + text.slice(text.indexOf(end)));
  return { documented: readFileSync(doc, 'utf8').slice(from).split(end)[0], measured };
}
