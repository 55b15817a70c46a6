// Tests the way of a complaint from its message to the register: analysis, clocks, and answers by trained
// people.
import { beforeEach, describe, expect, it } from 'vitest';
import { complaintDeadlines } from '../../../functions/complaints/lifecycle/complaint-deadlines.ts';
import { complaintWorkerHandlers } from '../../../functions/complaints/worker-handlers.ts';
import { createAnalyser } from '../../../functions/intelligence/index.ts';
import type { DomainEvent } from '../../../functions/platform/events/domain-event.ts';
import { createWorker } from '../../../functions/platform/queue/create-worker.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { slaConfigsOf } from '../../../functions/sla/index.ts';
import { loadTicket, saveTicket } from '../../../functions/tickets/core/ticket-store.ts';
import { triageHandlers } from '../../../functions/triage/handlers.ts';
import { contextAt, NOON, stoppedClock } from '../../support/context.ts';
import { type Apis, apisOf, newCustomer, newTicket } from '../../support/http/apis.ts';
import type { Json } from '../../support/http/call-api.ts';
import { dueMessage, queueOf } from '../../support/queue.ts';
import { commitOrFail } from '../../support/table/commit-or-fail.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn, itemsOfKind, timedWorkIn } from '../../support/table/stored.ts';
import { train } from '../../support/train.ts';

let table: Table;
let apis: Apis;
let clock: ReturnType<typeof stoppedClock>;
let customerId: string;
const analyser = createAnalyser();
const lead = { role: 'lead', id: 'lee' } as const;
const ann = { role: 'agent', id: 'ann' } as const;
const ben = { role: 'agent', id: 'ben' } as const;

beforeEach(async () => {
  table = await freshTable();
  clock = stoppedClock();
  apis = apisOf(table, clock);
  customerId = (await newCustomer(apis, 'ada', { language: 'en', vipTier: 1, segments: ['gold'] })).id;
  await train(apis, 'ann');
  await apis.routing('putAgent', { over: true, params: { agentId: 'ben' }, body: { name: 'Ben' } });
});

const triageQueue = () =>
  queueOf(
    createWorker('triage', triageHandlers({ table, analyser: () => Promise.resolve(analyser) }), clock),
  );
const complaintsQueue = () =>
  queueOf(
    createWorker(
      'complaints',
      complaintWorkerHandlers(table, complaintDeadlines(slaConfigsOf(table))),
      clock,
    ),
  );

const COMPLAINT =
  'I want to make a formal complaint. This is the third broken lamp and nobody has helped me.';
const open = async (over: object = {}): Promise<Json> => {
  const { id } = await newTicket(apis, customerId, { subject: 'A question', ...over });
  await deliverAll();
  return loadTicket(table, id);
};
/** Delivers every event to triage, then to the complaints worker, each twice. */
async function deliverAll(): Promise<void> {
  const of = async (types: string[]) => (await eventsIn(table)).filter(({ type }) => types.includes(type));
  const twice = async (deliver: ReturnType<typeof queueOf>, events: DomainEvent[]) => {
    for (const event of [...events, ...events]) expect(await deliver(event)).toEqual([]);
  };
  await twice(triageQueue(), await of(['ticket.opened', 'ticket.message_added']));
  await twice(complaintsQueue(), await of(['ticket.triaged', 'ticket.updated']));
}
const complaint = async (ticketId: string, as: typeof ann | typeof ben | typeof lead = ann) =>
  apis.complaints('getComplaint', { params: { ticketId }, as });
const passDue = async () => {
  const [due] = await timedWorkIn(table, 'complaint.clock_alert');
  if (!due) throw new Error('nothing is due');
  clock.set(String(due.at));
  const deliver = complaintsQueue();
  expect(await deliver(dueMessage(due))).toEqual([]);
  expect(await deliver(dueMessage(due))).toEqual([]);
};

describe('the triage of a new ticket', () => {
  it('sets language, topic, tier and segments, and emits one event', async () => {
    const ticket = await open({
      subject: 'Question',
      message: 'When will my parcel be delivered? I would like to follow the shipment.',
    });
    expect(ticket).toMatchObject({
      language: 'en',
      topic: { id: 'delivery', by: 'model' },
      vipTier: 1,
      segments: ['gold'],
      priority: 'normal',
    });
    expect(ticket.sensitive).toBeUndefined();
    const triaged = await eventsIn(table, 'ticket.triaged');
    expect(triaged).toHaveLength(1);
    expect(triaged[0]?.data).toMatchObject({ topicId: 'delivery', complaint: false });
    expect(triaged[0]?.data.analysis).toMatchObject({ version: expect.any(String) });
  });

  it('raises a complaint to high with reasons, and a vulnerable customer to urgent', async () => {
    const angry = await open({ message: COMPLAINT });
    expect(angry.sensitive.by).toBe('model');
    expect(angry.sensitive.kinds).toContain('complaint');
    expect(angry.sensitive.reasons.length).toBeGreaterThan(0);
    expect(angry.priority).toBe('high');
    const message = 'My husband died last month, I have cancer and I cannot cope with these bills any more.';
    const vulnerable = await open({ message });
    expect(vulnerable.sensitive.kinds).toContain('vulnerable');
    expect(vulnerable.priority).toBe('urgent');
    expect((await eventsIn(table, 'ticket.triaged')).map(({ lane }) => lane).toSorted()).toContain('urgent');
  });

  it('keeps a priority of urgent, and raises it for urgent words to high at most', async () => {
    const message = 'URGENT!!! Emergency, everything is down, answer immediately!';
    expect((await open({ message })).priority).toBe('high');
    expect((await open({ message, priority: 'urgent' })).priority).toBe('urgent');
  });

  it('does not mark a ticket again after staff found that it is not sensitive', async () => {
    const ticket = await open({ message: COMPLAINT });
    const found = { kinds: [], reason: 'a quotation from a book' };
    await apis.tickets('updateTicket', {
      params: { ticketId: ticket.id },
      body: { version: ticket.version, sensitive: found },
      as: ann,
    });
    await apis.portal('addMyMessage', {
      params: { ticketId: ticket.id },
      body: { message: COMPLAINT },
      as: { role: 'customer', id: customerId },
    });
    await deliverAll();
    expect(await loadTicket(table, ticket.id)).toMatchObject({ sensitive: { kinds: [], by: 'staff' } });
  });
});

describe('a later message', () => {
  const write = async (ticketId: string, message: string) => {
    await apis.portal('addMyMessage', {
      params: { ticketId },
      body: { message },
      as: { role: 'customer', id: customerId },
    });
    await deliverAll();
  };

  it('that complains makes the ticket sensitive and emits one event', async () => {
    const ticket = await open({ message: 'Where is my parcel?' });
    await write(ticket.id, COMPLAINT);
    expect((await loadTicket(table, ticket.id))?.sensitive?.kinds).toContain('complaint');
    const [updated, ...more] = await eventsIn(table, 'ticket.updated');
    expect(more).toEqual([]);
    expect(updated?.data.changes).toMatchObject({
      sensitive: { from: [], to: expect.arrayContaining(['complaint']) },
    });
    expect(await eventsIn(table, 'message.analysed')).toHaveLength(1);
    expect((await complaint(ticket.id)).body).toMatchObject({ state: 'open', receivedAt: updated?.at });
  });

  const VULNERABLE = 'My husband died last month, I have cancer and I cannot cope with these bills any more.';
  const setKinds = async (ticketId: string, kinds: string[]) => {
    const { version } = (await loadTicket(table, ticketId)) ?? {};
    const body = { version, sensitive: { kinds, reason: 'read it' } };
    const answer = await apis.tickets('updateTicket', { params: { ticketId }, body, as: ann });
    expect(answer.status).toBe(200);
  };

  it('is analysed even when staff marked the ticket before, and raises its priority', async () => {
    const ticket = await open({ message: 'Where is my parcel?' });
    await setKinds(ticket.id, ['billing_dispute']);
    await write(ticket.id, VULNERABLE);
    const read = await loadTicket(table, ticket.id);
    expect(read?.sensitive?.kinds).toEqual(expect.arrayContaining(['billing_dispute', 'vulnerable']));
    expect(read).toMatchObject({ priority: 'urgent', sensitive: { by: 'model' } });
    expect(await itemsOfKind(table, 'vulnerability')).toHaveLength(1);
  });

  it('adds kinds except those that staff removed, until staff add them again', async () => {
    const ticket = await open({ message: VULNERABLE });
    await setKinds(ticket.id, []);
    expect((await loadTicket(table, ticket.id))?.sensitive?.cleared).toContain('vulnerable');
    await write(ticket.id, `${COMPLAINT} ${VULNERABLE}`);
    const read = await loadTicket(table, ticket.id);
    expect(read?.sensitive?.kinds).toContain('complaint');
    expect(read?.sensitive?.kinds).not.toContain('vulnerable');
    expect(read?.sensitive?.cleared).toContain('vulnerable');
    await setKinds(ticket.id, ['vulnerable']);
    const { cleared } = (await loadTicket(table, ticket.id))?.sensitive ?? {};
    expect(cleared).toContain('complaint');
    expect(cleared).not.toContain('vulnerable');
  });

  it('without new findings leaves the ticket unchanged', async () => {
    const ticket = await open({ message: 'Where is my parcel?' });
    await write(ticket.id, 'The order number is 4711.');
    expect(await eventsIn(table, 'ticket.updated')).toEqual([]);
  });
});

describe('a complaint', () => {
  it('starts with three clocks in the default business hours', async () => {
    const { id } = await open({ message: COMPLAINT });
    // Tuesday, 10 March 2026, noon.
    expect((await complaint(id)).body).toMatchObject({
      state: 'open',
      receivedAt: NOON,
      acknowledgeBy: '2026-03-11T17:00:00.000Z',
      summaryBy: '2026-03-13T17:00:00.000Z',
      finalBy: '2026-05-05T12:00:00.000Z',
    });
    expect(await eventsIn(table, 'complaint.received')).toHaveLength(1);
  });

  it('is visible to trained people and leads, and not found for others', async () => {
    const { id } = await open({ message: COMPLAINT });
    expect((await complaint(id)).status).toBe(200);
    expect((await complaint(id, lead)).status).toBe(200);
    expect(await complaint(id, ben)).toMatchObject({ status: 404, body: { code: 'ticket.not_found' } });
    const other = await open({ message: 'Where is my parcel?' });
    expect(await complaint(other.id)).toMatchObject({ status: 404, body: { code: 'complaint.not_found' } });
  });

  it('is acknowledged once per idempotency key, with the message in the thread', async () => {
    const { id } = await open({ message: COMPLAINT });
    const letter = await apis.complaints('getComplaintLetter', {
      params: { ticketId: id, letter: 'acknowledgement' },
      as: ann,
    });
    const call = (message: string) => ({
      params: { ticketId: id },
      body: { message, version: 1 },
      headers: { 'idempotency-key': 'ack-1' },
      as: ann,
    });
    const before = await snapshot(table);
    const unfinished = await apis.complaints('acknowledgeComplaint', call(letter.body.text));
    expect(unfinished).toMatchObject({ status: 400, body: { errors: [{ path: 'body.message' }] } });
    expect(await snapshot(table)).toEqual(before);
    const message = letter.body.text.replace(/\[[^\]]+\]/g, 'the third broken lamp');
    const first = await apis.complaints('acknowledgeComplaint', call(message));
    expect(first.body).toMatchObject({ acknowledgedAt: NOON, version: 2, state: 'open' });
    expect((await apis.complaints('acknowledgeComplaint', call(message))).body).toEqual(first.body);
    expect(await eventsIn(table, 'ticket.message_added')).toMatchObject([
      { actor: { id: 'ann' }, data: { visibility: 'public', message, automatic: false } },
    ]);
    const again = await apis.complaints('acknowledgeComplaint', {
      ...call(message),
      body: { message, version: 2 },
      headers: {},
    });
    expect(again).toMatchObject({ status: 409, body: { code: 'complaint.settled' } });
  });

  it('refuses an acknowledgement by untrained agents or on a stale version and sends nothing', async () => {
    const { id } = await open({ message: COMPLAINT });
    const before = await snapshot(table);
    const call = (version: number, as: typeof ann | typeof ben) =>
      apis.complaints('acknowledgeComplaint', {
        params: { ticketId: id },
        body: { message: 'Sorry', version },
        as,
      });
    expect(await call(1, ben)).toMatchObject({ status: 404 });
    expect(await call(9, ann)).toMatchObject({ status: 409, body: { code: 'version.stale' } });
    expect(await snapshot(table)).toEqual(before);
  });

  it('sends each warning and each missed clock once, in order of time', async () => {
    const ticket = await open({ message: COMPLAINT });
    const { id } = ticket;
    const assigned = { ...ticket, assigneeId: 'ann', version: ticket.version + 1 };
    await commitOrFail(table, contextAt(NOON), { writes: [saveTicket(assigned)] });
    for (let alert = 0; alert < 5; alert += 1) await passDue();
    const alerts = (await eventsIn(table))
      .filter(({ type }) => type === 'complaint.warned' || type === 'complaint.missed')
      .map(({ type, data }) => [type.slice('complaint.'.length), data.clock]);
    expect(alerts).toEqual([
      ['warned', 'acknowledge'],
      ['missed', 'acknowledge'],
      ['missed', 'summary'],
      ['warned', 'final'],
      ['missed', 'final'],
    ]);
    expect((await complaint(id)).body.missed).toEqual(['acknowledge', 'summary', 'final']);
    for (const [agentId, why] of [
      ['leads', 'lead'],
      ['ann', 'owner'],
    ] as const) {
      const { body } = await apis.desk('listNotifications', { params: { agentId }, as: lead });
      expect(body.items.toReversed()).toMatchObject([
        { type: 'complaint.acknowledge_due_soon', why, ticketId: id },
        { type: 'complaint.acknowledge_missed', why },
        { type: 'complaint.summary_missed', why },
        { type: 'complaint.final_due_soon', why },
        { type: 'complaint.final_missed', why },
      ]);
    }
    expect(await timedWorkIn(table, 'complaint.clock_alert')).toEqual([]);
  });

  it('gets a final response after the third business day, which ends its clocks', async () => {
    const { id } = await open({ message: COMPLAINT });
    clock.set('2026-03-16T09:00:00.000Z');
    const body = {
      message: 'This is our final response.',
      version: 1,
      outcome: 'partly_upheld',
      redress: { amountMinor: 2500, currency: 'EUR' },
    };
    const answer = await apis.complaints('respondToComplaint', { params: { ticketId: id }, body, as: ann });
    expect(answer.body).toMatchObject({
      state: 'resolved',
      response: { kind: 'final', outcome: 'partly_upheld' },
    });
    expect(await timedWorkIn(table, 'complaint.clock_alert')).toEqual([]);
    const register = await apis.complaints('exportComplaints', {
      query: { from: '2026-03-01', to: '2026-03-31' },
      as: lead,
    });
    const [, row] = register.text.split('\n');
    expect(row).toContain(`${id},${customerId},email,resolved`);
    expect(row).toContain(',final,2026-03-16T09:00:00.000Z,ann,partly_upheld,2500,EUR');
    expect(register.text).not.toContain('third broken lamp and nobody');
    const month = await apis.complaints('listComplaints', { query: { month: '2026-03' }, as: lead });
    expect(month.body.items).toMatchObject([{ ticketId: id }]);
  });

  it('marked as mistaken stays in the register with the reason, and can be reopened', async () => {
    const ticket = await open({ message: COMPLAINT });
    const found = (version: number, kinds: string[], reason: string) =>
      apis.tickets('updateTicket', {
        params: { ticketId: ticket.id },
        body: { version, sensitive: { kinds, reason } },
        as: ann,
      });
    await found(ticket.version, [], 'a joke among friends');
    await deliverAll();
    expect((await complaint(ticket.id)).body).toMatchObject({
      state: 'mistaken',
      mistaken: { reason: 'a joke among friends' },
    });
    expect(await timedWorkIn(table, 'complaint.clock_alert')).toEqual([]);
    await found(ticket.version + 1, ['complaint'], 'it was no joke');
    await deliverAll();
    expect((await complaint(ticket.id)).body).toMatchObject({ state: 'open', receivedAt: NOON });
    expect(await timedWorkIn(table, 'complaint.clock_alert')).toHaveLength(1);
  });

  it('refuses automatic answers, with or without the ticket token', async () => {
    const { id } = await open({ message: COMPLAINT });
    const { body } = await apis.tickets('getTicket', { params: { ticketId: id }, as: lead });
    for (const ticketToken of [undefined, body.ticket.ticketToken]) {
      const answer = await apis.tickets('addMessage', {
        params: { ticketId: id },
        body: { message: 'We got your mail.', ...(ticketToken ? { ticketToken } : {}) },
        as: { role: 'service', id: 'bot' },
      });
      expect(answer).toMatchObject({ status: 409, body: { code: 'ticket.person_only' } });
    }
  });
});

describe('a vulnerability record', () => {
  const message = 'My husband died last month, I have cancer and I cannot cope with these bills any more.';

  it('adds no reasons to the complaint in the register', async () => {
    const { id, sensitive } = await open({ message: `${COMPLAINT} ${message}` });
    expect(sensitive.kinds).toEqual(expect.arrayContaining(['complaint', 'vulnerable']));
    expect((await complaint(id)).body.reasons).toEqual(['complaint: by words of the message']);
  });

  it('is visible only to trained people, and appears in no event and not on the ticket', async () => {
    const { id } = await open({ message });
    const readRecord = (as: typeof ann | typeof ben) =>
      apis.complaints('getVulnerability', { params: { ticketId: id }, as });
    expect((await readRecord(ann)).body.found.drivers.length).toBeGreaterThan(0);
    expect(await readRecord(ben)).toMatchObject({ status: 404, body: { code: 'ticket.not_found' } });
    const [triaged] = await eventsIn(table, 'ticket.triaged');
    const ticket = await loadTicket(table, id);
    for (const text of [JSON.stringify(triaged), JSON.stringify(ticket)]) {
      expect(text).not.toMatch(/cancer|husband/);
    }
  });

  it('replaces the finding of the analysis when a trained person records it', async () => {
    const { id } = await open({ message });
    const body = { drivers: ['health'], needs: 'Write, do not call.' };
    const put = (as: typeof ann | typeof ben) =>
      apis.complaints('putVulnerability', { over: true, params: { ticketId: id }, body, as });
    expect((await put(ben)).status).toBe(404);
    expect((await put(ann)).body).toMatchObject({ recorded: { ...body, by: 'ann', at: NOON } });
    expect(JSON.stringify(await itemsOfKind(table, 'vulnerability'))).not.toMatch(/cancer/);
    // Later findings are stored next to the record and never overwrite it.
    await apis.portal('addMyMessage', {
      params: { ticketId: id },
      body: {
        message: 'I WANT TO COMPLAIN!!! I lost my job, I am ill and I am desperate, this is horrible.',
      },
      as: { role: 'customer', id: customerId },
    });
    await deliverAll();
    const later = await apis.complaints('getVulnerability', { params: { ticketId: id }, as: ann });
    expect(later.body).toMatchObject({
      recorded: { ...body, by: 'ann', at: NOON },
      found: { drivers: ['health'] },
    });
  });
});
