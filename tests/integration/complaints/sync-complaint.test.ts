// Tests that a complaint follows its ticket through merges, and that no ticket is solved before its complaint
// is settled.

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
  complaints: queueOf(
    createWorker(
      'complaints',
      complaintWorkerHandlers(table, complaintDeadlines(slaConfigsOf(table))),
      clock,
    ),
  ),
  tickets: queueOf(createWorker('desk', ticketWorkerHandlers(table, noFiles), clock)),
});
/**
 * Delivers every event to triage once and to the complaints worker twice; `order` sorts the worker's events.
 */
async function deliver(order: (events: DomainEvent[]) => DomainEvent[] = (events) => events): Promise<void> {
  const { triage, complaints } = queues();
  const of = async (types: readonly string[]) =>
    (await eventsIn(table)).filter(({ type }) => types.includes(type));
  for (const event of await of(capabilityQueues.triageUrgent.subscribes.types))
    expect(await triage(event)).toEqual([]);
  const events = order(await of(capabilityQueues.complaints.subscribes.types));
  for (const event of [...events, ...events]) expect(await complaints(event)).toEqual([]);
}
const open = async (message: string): Promise<string> => {
  const { id } = await newTicket(apis, customerId, { subject: 'A question', message });
  return id;
};
const passTime = (ms: number) => clock.set(later(clock.now().toISOString(), ms));
const at = () => contextAt(clock.now().toISOString(), { actor: lee });
const versionOf = async (ticketId: string) => (await loadTicket(table, ticketId))?.version ?? 0;
const merge = async (from: string, into: string) =>
  mergeTickets(table, from, { into, version: await versionOf(from) }, at());
const complaint = async (ticketId: string): Promise<Json> =>
  (await apis.complaints('getComplaint', { params: { ticketId }, as: lee })).body;
const scheduledAlerts = async () =>
  (await timedWorkIn(table, 'complaint.clock_alert')).map(({ data }) => data);
const counts = async () => {
  const types = (await eventsIn(table))
    .map(({ type }) => type)
    .filter((type) => type.startsWith('complaint.'));
  return Object.fromEntries([...Map.groupBy(types, (type) => type)].map(([type, all]) => [type, all.length]));
};

describe('a complaint whose ticket is merged', () => {
  it.each([
    ['in their order', (events: DomainEvent[]) => events],
    ['in reverse order', (events: DomainEvent[]) => events.toReversed()],
  ])('continues on the target with its clocks when events arrive %s', async (_, order) => {
    const source = await open(COMPLAINT);
    const target = await open('Where is my parcel?');
    await deliver();
    const { receivedAt, finalBy, acknowledgeBy } = await complaint(source);
    passTime(2 * 60 * 60 * 1000);
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
    expect(await scheduledAlerts()).toEqual([{ ticketId: target }]);
  });

  it('starts with its own message when its events arrive after the merge', async () => {
    const source = await open(COMPLAINT);
    passTime(1000);
    const target = await open('Where is my parcel?');
    const { triage } = queues();
    for (const event of await eventsIn(table, 'ticket.opened')) await triage(event);
    passTime(60_000);
    await merge(source, target);
    await deliver((events) => events.toReversed());
    expect(await complaint(source)).toMatchObject({ state: 'merged', receivedAt: NOON });
    expect(await complaint(target)).toMatchObject({ state: 'open', receivedAt: NOON });
  });

  it('is reopened when the merge is undone, and the other becomes mistaken', async () => {
    const source = await open(COMPLAINT);
    const target = await open('Where is my parcel?');
    await deliver();
    await merge(source, target);
    await deliver();
    passTime(1000);
    await unmergeTicket(table, source, { version: await versionOf(source) }, at());
    await deliver();
    expect(await complaint(source)).toMatchObject({ state: 'open', receivedAt: NOON });
    expect(await complaint(target)).toMatchObject({ state: 'mistaken' });
    expect(await scheduledAlerts()).toEqual([{ ticketId: source }]);
    expect(await counts()).toEqual({
      'complaint.received': 1,
      'complaint.merged': 1,
      'complaint.joined': 1,
      'complaint.reopened': 1,
      'complaint.mistaken': 1,
    });
  });

  it('stays separate when the merge is undone while it is being joined', async () => {
    const [source, target] = [await open(COMPLAINT), await open('Where is my parcel?')];
    await deliver();
    await merge(source, target);
    const [closed] = await eventsIn(table, 'ticket.closed');
    const { complaints } = queues();
    const undo = async () => {
      await unmergeTicket(table, source, { version: await versionOf(source) }, at());
      const [unmerged] = await eventsIn(table, 'ticket.unmerged');
      expect(await queues().complaints(unmerged)).toEqual([]);
    };
    await withConcurrentChange(table, undo, async () => expect(await complaints(closed)).toEqual([]));
    expect(await complaint(source)).toMatchObject({ state: 'open' });
    expect(await complaint(target)).toMatchObject({ code: 'complaint.not_found' });
  });

  it('starts no complaint on the target when it was answered before', async () => {
    const [source, target] = [await open(COMPLAINT), await open('Where is my parcel?')];
    await deliver();
    const body = { message: 'This is settled.', version: 1, outcome: 'upheld' };
    await apis.complaints('respondToComplaint', { params: { ticketId: source }, body, as: lee });
    await merge(source, target);
    await deliver();
    expect(await complaint(source)).toMatchObject({ state: 'resolved' });
    expect(await complaint(target)).toMatchObject({ code: 'complaint.not_found' });
    expect(await scheduledAlerts()).toEqual([]);
  });

  it('stays separate when the target’s complaint was answered before', async () => {
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

describe('a message that is analysed after its ticket was merged', () => {
  it('counts for the target, also when it opened the source', async () => {
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

describe('a complaint that staff find mistaken while it starts', () => {
  it('is not created', async () => {
    const ticketId = await open(COMPLAINT);
    const { triage, complaints } = queues();
    for (const event of await eventsIn(table, 'ticket.opened')) await triage(event);
    const [triaged] = await eventsIn(table, 'ticket.triaged');
    const markMistaken = async () => {
      const none = { kinds: [], reason: 'a quotation' };
      const body = { version: await versionOf(ticketId), sensitive: none };
      await apis.tickets('updateTicket', { params: { ticketId }, body, as: lee });
    };
    await withConcurrentChange(table, markMistaken, async () =>
      expect(await complaints(triaged)).toEqual([]),
    );
    await deliver();
    expect(await complaint(ticketId)).toMatchObject({ code: 'complaint.not_found' });
  });
});

describe('a clock that ran out while the scheduler was late', () => {
  it('is reported at the next alert, even when the complaint was acknowledged meanwhile', async () => {
    const ticketId = await open(COMPLAINT);
    await deliver();
    const { acknowledgeBy, summaryBy } = await complaint(ticketId);
    // Acknowledged after the third day, while the scheduler was late.
    clock.set(later(summaryBy, 60_000));
    const body = { message: 'We are looking into it.', version: 1 };
    await apis.complaints('acknowledgeComplaint', { params: { ticketId }, body, as: lee });
    expect((await complaint(ticketId)).missed).toEqual(['acknowledge']);
    const [due] = await timedWorkIn(table, 'complaint.clock_alert');
    expect(due).toMatchObject({ at: summaryBy });
    expect(await queues().complaints(dueMessage(due ?? {}))).toEqual([]);
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

  it('cannot be solved before the complaint is answered or found to be mistaken', async () => {
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
    // The complaints worker has not received the event yet.
    expect((await move(mistaken, 'solved')).status).toBe(200);
  });

  it('cannot be closed before that when it was solved before the complaint was found', async () => {
    const ticketId = await open(COMPLAINT);
    const { triage } = queues();
    for (const event of await eventsIn(table, 'ticket.opened')) await triage(event);
    expect((await move(ticketId, 'solved')).status).toBe(200);
    await deliver();
    expect(await move(ticketId, 'closed')).toMatchObject({ body: { code: 'ticket.complaint_open' } });
    const runAutoClose = async () => {
      const [due] = await timedWorkIn(table, 'tickets.auto_close');
      clock.set(String(due?.at));
      for (const _ of [1, 2]) expect(await queues().tickets(dueMessage(due ?? {}))).toEqual([]);
      return String(due?.at);
    };
    expect(await runAutoClose()).toBe(later(NOON, REOPEN_WINDOW_MS));
    expect(await loadTicket(table, ticketId)).toMatchObject({ status: 'solved' });
    const body = { message: 'This is settled.', version: 1, outcome: 'upheld' };
    const answer = await apis.complaints('respondToComplaint', { params: { ticketId }, body, as: lee });
    expect(answer.status).toBe(200);
    expect(await runAutoClose()).toBe(later(NOON, REOPEN_WINDOW_MS + DAY_MS));
    expect(await loadTicket(table, ticketId)).toMatchObject({ status: 'closed' });
  });
});
