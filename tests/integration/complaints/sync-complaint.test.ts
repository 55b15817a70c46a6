// A complaint goes where its ticket goes, and no ticket ends before its complaint is answered.

import { beforeEach, describe, expect, it } from 'vitest';
import { queues as capabilityQueues } from '../../../functions/capabilities.ts';
import { complaintDeadlines } from '../../../functions/complaints/lifecycle/complaint-deadlines.ts';
import { complaintWorkerHandlers } from '../../../functions/complaints/worker-handlers.ts';
import { createAnalyser } from '../../../functions/intelligence/index.ts';
import { DAY_MS } from '../../../functions/platform/clock.ts';
import type { DomainEvent } from '../../../functions/platform/events/domain-event.ts';
import { createWorker } from '../../../functions/platform/queue/create-worker.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { slaConfigsOf } from '../../../functions/sla/index.ts';
import { REOPEN_WINDOW_MS } from '../../../functions/tickets/core/lifecycle.ts';
import { loadTicket } from '../../../functions/tickets/core/ticket-store.ts';
import { mergeTickets } from '../../../functions/tickets/merging/merge-tickets.ts';
import { unmergeTicket } from '../../../functions/tickets/merging/unmerge-ticket.ts';
import { ticketWorkerHandlers } from '../../../functions/tickets/worker-handlers.ts';
import { triageHandlers } from '../../../functions/triage/handlers.ts';
import { contextAt, later, NOON, stoppedClock } from '../../support/context.ts';
import { noFiles } from '../../support/files.ts';
import { type Apis, apisOf, newCustomer, newTicket } from '../../support/http/apis.ts';
import type { Json } from '../../support/http/call-api.ts';
import { dueMessage, queueOf } from '../../support/queue.ts';
import { withConcurrentChange } from '../../support/table/faults.ts';
import { freshTable } from '../../support/table/fresh-table.ts';
import { eventsIn, timedWorkIn } from '../../support/table/stored.ts';
import { train } from '../../support/train.ts';

let table: Table;
let apis: Apis;
let clock: ReturnType<typeof stoppedClock>;
let customerId: string;
const analyser = createAnalyser();
const lee = { role: 'lead', id: 'lee' } as const;
const COMPLAINT = 'I want to make a formal complaint. Nobody has helped me with the broken lamp.';

beforeEach(async () => {
  table = await freshTable();
  clock = stoppedClock();
  apis = apisOf(table, clock);
  customerId = (await newCustomer(apis, 'ada', { language: 'en' })).id;
  await train(apis, 'lee');
  await train(apis, 'ann');
});

const queues = () => ({
  triage: queueOf(
    createWorker('triage', triageHandlers({ table, analyser: () => Promise.resolve(analyser) }), clock),
  ),
  sensitive: queueOf(
    createWorker(
      'complaints',
      complaintWorkerHandlers(table, complaintDeadlines(slaConfigsOf(table))),
      clock,
    ),
  ),
  desk: queueOf(createWorker('desk', ticketWorkerHandlers(table, noFiles), clock)),
});
/** Delivers every event to those who hear of it, each twice; `order` is that of the lane's. */
async function deliver(order: (events: DomainEvent[]) => DomainEvent[] = (events) => events): Promise<void> {
  const { triage, sensitive } = queues();
  const of = async (types: readonly string[]) =>
    (await eventsIn(table)).filter(({ type }) => types.includes(type));
  for (const event of await of(capabilityQueues.triageUrgent.subscribes.types))
    expect(await triage(event)).toEqual([]);
  const heard = order(await of(capabilityQueues.complaints.subscribes.types));
  for (const event of [...heard, ...heard]) expect(await sensitive(event)).toEqual([]);
}
const open = async (message: string): Promise<string> => {
  const { id } = await newTicket(apis, customerId, { subject: 'A question', message });
  return id;
};
const pass = (ms: number) => clock.set(later(clock.now().toISOString(), ms));
const at = () => contextAt(clock.now().toISOString(), { actor: lee });
const versionOf = async (ticketId: string) => (await loadTicket(table, ticketId))?.version ?? 0;
const merge = async (from: string, into: string) =>
  mergeTickets(table, from, { into, version: await versionOf(from) }, at());
const complaint = async (ticketId: string): Promise<Json> =>
  (await apis.complaints('getComplaint', { params: { ticketId }, as: lee })).body;
const moments = async () => (await timedWorkIn(table, 'complaint.clock_alert')).map(({ data }) => data);
const counts = async () => {
  const types = (await eventsIn(table))
    .map(({ type }) => type)
    .filter((type) => type.startsWith('complaint.'));
  return Object.fromEntries([...Map.groupBy(types, (type) => type)].map(([type, all]) => [type, all.length]));
};

describe('a complaint whose ticket is merged', () => {
  it.each([
    ['as it happened', (events: DomainEvent[]) => events],
    ['the wrong way round', (events: DomainEvent[]) => events.toReversed()],
  ])('goes on in the other, with the clocks that it had, told %s', async (_, order) => {
    const source = await open(COMPLAINT);
    const target = await open('Where is my parcel?');
    await deliver();
    const { receivedAt, finalBy, acknowledgeBy } = await complaint(source);
    pass(2 * 60 * 60 * 1000);
    await merge(source, target);
    await deliver(order);
    expect(await complaint(source)).toMatchObject({ state: 'merged', mergedInto: target });
    expect(await complaint(target)).toMatchObject({
      state: 'open',
      ticketId: target,
      receivedAt,
      acknowledgeBy,
      finalBy,
    });
    expect(await moments()).toEqual([{ ticketId: target }]);
  });

  it('that is heard of only when it is merged already begins with its own message', async () => {
    const source = await open(COMPLAINT);
    pass(1000);
    const target = await open('Where is my parcel?');
    const { triage } = queues();
    for (const event of await eventsIn(table, 'ticket.opened')) await triage(event);
    pass(60_000);
    await merge(source, target);
    await deliver((events) => events.toReversed());
    expect(await complaint(source)).toMatchObject({ state: 'merged', receivedAt: NOON });
    expect(await complaint(target)).toMatchObject({ state: 'open', receivedAt: NOON });
  });

  it('stands by itself again when the merge is undone, and the other is one no more', async () => {
    const source = await open(COMPLAINT);
    const target = await open('Where is my parcel?');
    await deliver();
    await merge(source, target);
    await deliver();
    pass(1000);
    await unmergeTicket(table, source, { version: await versionOf(source) }, at());
    await deliver();
    expect(await complaint(source)).toMatchObject({ state: 'open', receivedAt: NOON });
    expect(await complaint(target)).toMatchObject({ state: 'mistaken' });
    expect(await moments()).toEqual([{ ticketId: source }]);
    expect(await counts()).toEqual({
      'complaint.received': 1,
      'complaint.merged': 1,
      'complaint.joined': 1,
      'complaint.reopened': 1,
      'complaint.mistaken': 1,
    });
  });

  it('stands by itself when the merge is undone while it was being joined', async () => {
    const [source, target] = [await open(COMPLAINT), await open('Where is my parcel?')];
    await deliver();
    await merge(source, target);
    const [closed] = await eventsIn(table, 'ticket.closed');
    const { sensitive } = queues();
    const undo = async () => {
      await unmergeTicket(table, source, { version: await versionOf(source) }, at());
      const [unmerged] = await eventsIn(table, 'ticket.unmerged');
      expect(await queues().sensitive(unmerged)).toEqual([]);
    };
    await withConcurrentChange(table, undo, async () => expect(await sensitive(closed)).toEqual([]));
    expect(await complaint(source)).toMatchObject({ state: 'open' });
    expect(await complaint(target)).toMatchObject({ code: 'complaint.not_found' });
  });

  it('that was answered before begins none on the other', async () => {
    const [source, target] = [await open(COMPLAINT), await open('Where is my parcel?')];
    await deliver();
    const body = { message: 'This is settled.', version: 1, outcome: 'upheld' };
    await apis.complaints('respondToComplaint', { params: { ticketId: source }, body, as: lee });
    await merge(source, target);
    await deliver();
    expect(await complaint(source)).toMatchObject({ state: 'resolved' });
    expect(await complaint(target)).toMatchObject({ code: 'complaint.not_found' });
    expect(await moments()).toEqual([]);
  });

  it('stays by itself when the other was answered before', async () => {
    const [source, target] = [await open(COMPLAINT), await open(COMPLAINT)];
    await deliver();
    const body = { message: 'This is settled.', version: 1, outcome: 'upheld' };
    expect(
      await apis.complaints('respondToComplaint', { params: { ticketId: target }, body, as: lee }),
    ).toMatchObject({ status: 200 });
    await merge(source, target);
    await deliver();
    expect(await complaint(target)).toMatchObject({ state: 'resolved' });
    expect(await complaint(source)).toMatchObject({ state: 'open' });
    const answer = await apis.complaints('respondToComplaint', {
      params: { ticketId: source },
      body,
      as: lee,
    });
    expect(answer.body).toMatchObject({ state: 'resolved' });
  });
});

describe('what is read after its ticket was merged', () => {
  it('is a message of the ticket that goes on, openings too', async () => {
    const source = await open(COMPLAINT);
    const target = await open('Where is my parcel?');
    await merge(source, target);
    await deliver();
    expect((await loadTicket(table, target))?.sensitive?.kinds).toContain('complaint');
    expect(await complaint(target)).toMatchObject({ state: 'open' });
    expect(await eventsIn(table, 'message.analysed')).toHaveLength(1);
    const read = await eventsIn(table, 'ticket.triaged');
    expect(read.map(({ data }) => data.ticketId)).toEqual([target]);
  });
});

describe('a complaint that staff take back while it begins', () => {
  it('does not begin', async () => {
    const ticketId = await open(COMPLAINT);
    const { triage, sensitive } = queues();
    for (const event of await eventsIn(table, 'ticket.opened')) await triage(event);
    const [triaged] = await eventsIn(table, 'ticket.triaged');
    const takeBack = async () => {
      const none = { kinds: [], reason: 'a quotation' };
      const body = { version: await versionOf(ticketId), sensitive: none };
      await apis.tickets('updateTicket', { params: { ticketId }, body, as: lee });
    };
    await withConcurrentChange(table, takeBack, async () => expect(await sensitive(triaged)).toEqual([]));
    await deliver();
    expect(await complaint(ticketId)).toMatchObject({ code: 'complaint.not_found' });
  });
});

describe('a clock that ran out while nobody looked', () => {
  it('is told at the next look, though the complaint was acknowledged meanwhile', async () => {
    const ticketId = await open(COMPLAINT);
    await deliver();
    const { acknowledgeBy, summaryBy } = await complaint(ticketId);
    // Acknowledged after the third day: the sweep stood still.
    clock.set(later(summaryBy, 60_000));
    const body = { message: 'We are looking into it.', version: 1 };
    await apis.complaints('acknowledgeComplaint', { params: { ticketId }, body, as: lee });
    expect((await complaint(ticketId)).missed).toEqual(['acknowledge']);
    const [due] = await timedWorkIn(table, 'complaint.clock_alert');
    expect(due).toMatchObject({ at: summaryBy });
    expect(await queues().sensitive(dueMessage(due ?? {}))).toEqual([]);
    expect((await complaint(ticketId)).missed).toEqual(['acknowledge', 'summary']);
    expect(acknowledgeBy < summaryBy).toBe(true);
  });
});

describe('the ticket of a complaint', () => {
  const move = async (ticketId: string, status: string) =>
    apis.tickets('changeStatus', {
      params: { ticketId },
      body: { status, version: await versionOf(ticketId) },
      as: lee,
    });

  it('is not solved before the complaint is answered or found to be none', async () => {
    const [answered, mistaken] = [await open(COMPLAINT), await open(COMPLAINT)];
    await deliver();
    expect(await move(answered, 'solved')).toMatchObject({
      status: 409,
      body: { code: 'ticket.complaint_open' },
    });
    const body = { message: 'This is settled.', version: 1, outcome: 'upheld' };
    await apis.complaints('respondToComplaint', { params: { ticketId: answered }, body, as: lee });
    expect((await move(answered, 'solved')).status).toBe(200);
    const none = { kinds: [], reason: 'a quotation' };
    await apis.tickets('updateTicket', {
      params: { ticketId: mistaken },
      body: { version: await versionOf(mistaken), sensitive: none },
      as: lee,
    });
    // Before the lane has heard of it.
    expect((await move(mistaken, 'solved')).status).toBe(200);
  });

  it('that was solved before anybody knew is not closed until then', async () => {
    const ticketId = await open(COMPLAINT);
    const { triage } = queues();
    for (const event of await eventsIn(table, 'ticket.opened')) await triage(event);
    expect((await move(ticketId, 'solved')).status).toBe(200);
    await deliver();
    expect(await move(ticketId, 'closed')).toMatchObject({ body: { code: 'ticket.complaint_open' } });
    const look = async () => {
      const [due] = await timedWorkIn(table, 'tickets.auto_close');
      clock.set(String(due?.at));
      for (const _ of [1, 2]) expect(await queues().desk(dueMessage(due ?? {}))).toEqual([]);
      return String(due?.at);
    };
    expect(await look()).toBe(later(NOON, REOPEN_WINDOW_MS));
    expect(await loadTicket(table, ticketId)).toMatchObject({ status: 'solved' });
    const body = { message: 'This is settled.', version: 1, outcome: 'upheld' };
    const answer = await apis.complaints('respondToComplaint', { params: { ticketId }, body, as: lee });
    expect(answer.status).toBe(200);
    expect(await look()).toBe(later(NOON, REOPEN_WINDOW_MS + DAY_MS));
    expect(await loadTicket(table, ticketId)).toMatchObject({ status: 'closed' });
  });
});
