// Work of staff on tickets besides answering: properties, views, closing and notifications.
import { beforeEach, describe, expect, it } from 'vitest';
import { rollUp } from '../../../functions/metrics/roll-up.ts';
import { createWorker } from '../../../functions/platform/queue/create-worker.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { REOPEN_WINDOW_MS } from '../../../functions/tickets/core/lifecycle.ts';
import { loadTicket } from '../../../functions/tickets/core/ticket-store.ts';
import { ticketWorkerHandlers } from '../../../functions/tickets/worker-handlers.ts';
import { contextAt, later, NOON, stoppedClock } from '../../support/context.ts';
import { noFiles } from '../../support/files.ts';
import { type Apis, apisOf, newCustomer, newTicket } from '../../support/http/apis.ts';
import type { Json } from '../../support/http/call-api.ts';
import { dueMessage, queueOf } from '../../support/queue.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn, timedWorkIn } from '../../support/table/stored.ts';

let table: Table;
let apis: Apis;
let clock: ReturnType<typeof stoppedClock>;
let customerId: string;
const agent = { role: 'agent', id: 'ann' } as const;

beforeEach(async () => {
  table = await freshTable();
  clock = stoppedClock();
  apis = apisOf(table, clock);
  customerId = (await newCustomer(apis, 'ada')).id;
});

const open = (over: object = {}): Promise<Json> => newTicket(apis, customerId, over);
const patch = (ticketId: string, body: object, as: { role: 'agent' | 'lead'; id: string } = agent) =>
  apis.tickets('updateTicket', { params: { ticketId }, body, as });
const move = async (ticketId: string, status: string) =>
  apis.tickets('changeStatus', {
    params: { ticketId },
    body: { status, version: (await loadTicket(table, ticketId))?.version },
    as: agent,
  });
const write = (ticketId: string, body: object = {}) =>
  apis.portal('addMyMessage', {
    params: { ticketId },
    body: { message: 'It is broken again.', ...body },
    as: { role: 'customer', id: customerId },
  });
const deliver = () => queueOf(createWorker('desk', ticketWorkerHandlers(table, noFiles), clock));

describe('the properties of a ticket', () => {
  it('change on the version that was read, with one event that has the old and new values', async () => {
    const ticket = await open({ tags: ['old'] });
    const body = { version: 1, priority: 'urgent', subject: 'Fire', tags: ['Old', 'fire', 'fire'] };
    const answer = await patch(ticket.id, body);
    expect(answer.body).toMatchObject({
      version: 2,
      priority: 'urgent',
      subject: 'Fire',
      tags: ['old', 'fire'],
    });
    expect(await eventsIn(table, 'ticket.updated')).toMatchObject([
      {
        lane: 'urgent',
        data: {
          changes: {
            priority: { from: 'normal', to: 'urgent' },
            subject: { from: 'Broken lamp', to: 'Fire' },
            tags: { from: ['old'], to: ['old', 'fire'] },
          },
        },
      },
    ]);
    const page = await apis.tickets('listTickets', { query: { priority: 'urgent' } });
    expect(page.body.items).toMatchObject([{ id: ticket.id, subject: 'Fire' }]);
  });

  it('make no event and no new version when nothing changes', async () => {
    const ticket = await open();
    const before = await snapshot(table);
    const answer = await patch(ticket.id, { version: 1, priority: 'normal', tags: [] });
    expect(answer).toMatchObject({ status: 200, body: { version: 1 } });
    expect(await snapshot(table)).toEqual(before);
  });

  it.each([
    ['a stale version', { version: 7, subject: 'x' }, 409, 'version.stale'],
    ['an unknown priority', { version: 1, priority: 'huge' }, 400, 'request.invalid'],
    ['a tag with a space', { version: 1, tags: ['a b'] }, 400, 'request.invalid'],
    ['an unknown field', { version: 1, fields: { colour: 'red' } }, 400, 'request.invalid'],
    ['a status', { version: 1, status: 'solved' }, 400, 'request.invalid'],
  ])('refuse %s and stay unchanged', async (_what, body, status, code) => {
    const ticket = await open();
    const before = await snapshot(table);
    expect(await patch(ticket.id, body)).toMatchObject({ status, body: { code } });
    expect(await snapshot(table)).toEqual(before);
  });

  it('emit only the changed fields, within the size limit, when fifty fields are filled repeatedly', async () => {
    const lead = { role: 'lead', id: 'lee' } as const;
    const keysOf = (round: string) => Array.from({ length: 50 }, (_, index) => `${round}${index}`);
    for (const key of ['a', 'b', 'c'].flatMap(keysOf))
      await apis.desk('putTicketField', { params: { key }, body: { name: key, type: 'text' }, as: lead });
    const ticket = await open();
    const long = '中'.repeat(600);
    for (const [index, round] of ['a', 'b', 'c'].entries()) {
      const fields = Object.fromEntries(keysOf(round).map((key) => [key, long]));
      expect((await patch(ticket.id, { version: index + 1, fields })).status).toBe(200);
    }
    const events = await eventsIn(table, 'ticket.updated');
    const changedKeys = events.map(({ data }) => Object.keys((data.changes as Json).fields.to).toSorted());
    expect(changedKeys.toSorted()).toEqual(['a', 'b', 'c'].map((round) => keysOf(round).toSorted()));
    for (const event of events) expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(60_000);
    expect((await loadTicket(table, ticket.id))?.fields).toMatchObject({ a0: long, c49: long });
  });

  it('cannot change on a closed ticket', async () => {
    const ticket = await open();
    await move(ticket.id, 'solved');
    await move(ticket.id, 'closed');
    const answer = await patch(ticket.id, { version: 3, subject: 'x' });
    expect(answer).toMatchObject({ status: 409, body: { code: 'ticket.closed' } });
  });

  it('include custom fields that are checked by type and cleared by null', async () => {
    const lead = { role: 'lead', id: 'lee' } as const;
    const put = (key: string, body: object) =>
      apis.desk('putTicketField', { over: true, params: { key }, body, as: lead });
    await put('serial', { name: 'Serial number', type: 'text' });
    await put('colour', { name: 'Colour', type: 'choice', choices: ['red', 'blue'] });
    await put('bought', { name: 'Bought on', type: 'date' });
    const ticket = await open();
    const good = await patch(ticket.id, {
      version: 1,
      fields: { serial: 'A-1', colour: 'red', bought: '2026-02-28' },
    });
    expect(good.body.fields).toEqual({ serial: 'A-1', colour: 'red', bought: '2026-02-28' });
    const bad = await patch(ticket.id, {
      version: 2,
      fields: { serial: 1, colour: 'green', bought: '2026-02-30' },
    });
    expect(bad).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    expect(bad.body.errors.map(({ path }: Json) => path)).toEqual([
      'body.fields.serial',
      'body.fields.colour',
      'body.fields.bought',
    ]);
    await apis.desk('deleteTicketField', { params: { key: 'colour' }, as: lead });
    const less = await patch(ticket.id, { version: 2, fields: { colour: null } });
    expect(less.body.fields).toEqual({ serial: 'A-1', bought: '2026-02-28' });
    expect(await apis.desk('deleteTicketField', { params: { key: 'colour' }, as: lead })).toMatchObject({
      status: 404,
      body: { code: 'ticket_field.not_found' },
    });
  });

  it('emit corrections of the analysis with the text that it had read', async () => {
    const ticket = await open();
    const sensitive = { kinds: ['complaint'], reason: 'wants to complain' };
    const answer = await patch(ticket.id, { version: 1, topicId: 'lamps', sensitive });
    expect(answer.body).toMatchObject({
      topic: { id: 'lamps', confidence: 1, by: 'staff' },
      sensitive: { kinds: ['complaint'], reasons: ['wants to complain'], by: 'staff', at: NOON },
    });
    const text = 'Broken lamp\nIt does not light.';
    const corrected = await eventsIn(table, 'ticket.corrected');
    const byWhat = new Map(corrected.map(({ data }) => [data.what, data]));
    expect(byWhat.get('topic')).toMatchObject({ to: 'lamps', text });
    expect(byWhat.get('sensitive')).toMatchObject({ from: [], to: ['complaint'], text });
  });
});

describe('views', () => {
  it('page through all shards in one order without duplicates or gaps', async () => {
    const made: Json[] = [];
    for (const priority of ['low', 'urgent', 'normal', 'high', 'normal', 'urgent', 'low', 'high', 'normal']) {
      clock.set(later(NOON, made.length * 1000));
      made.push(await open({ priority, queueId: 'lamps' }));
    }
    const expected = ['urgent', 'high', 'normal', 'low'].flatMap((priority) =>
      made.filter((ticket) => ticket.priority === priority).map(({ id }) => id),
    );
    const queries: Record<string, string>[] = [
      {},
      { queueId: 'lamps' },
      { status: 'new' },
      { queueId: 'lamps', status: 'new' },
    ];
    for (const query of queries) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await apis.tickets('listTickets', {
          query: { ...query, limit: '2', ...(cursor ? { cursor } : {}) },
        });
        seen.push(...page.body.items.map(({ id }: Json) => id));
        cursor = page.body.next;
      } while (cursor);
      expect(seen).toEqual(expected);
    }
  });

  it('show solved and closed tickets newest first across pages', async () => {
    const ids: string[] = [];
    for (let minute = 0; minute < 4; minute += 1) {
      const { id } = await open();
      clock.set(later(NOON, minute * 60_000));
      await move(id, 'solved');
      ids.unshift(id);
    }
    const first = await apis.tickets('listTickets', { query: { status: 'solved', limit: '3' } });
    const second = await apis.tickets('listTickets', {
      query: { status: 'solved', cursor: first.body.next },
    });
    expect([...first.body.items, ...second.body.items].map(({ id }: Json) => id)).toEqual(ids);
    expect(second.body.next).toBeUndefined();
  });

  it.each([
    [{ assigneeId: 'ann', status: 'open' }, 'query.assigneeId'],
    [{ sort: 'breach', queueId: 'lamps' }, 'query.sort'],
    [{ priority: 'low', status: 'solved' }, 'query.priority'],
  ])('refuse %o, which no index supports', async (query, path) => {
    const answer = await apis.tickets('listTickets', { query });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ path }] } });
  });

  it('are exported as CSV with escaped formulas and a cursor for the rest', async () => {
    await open({ subject: '=HYPERLINK("http://evil")', priority: 'high' });
    await open({ subject: 'Lamp, "big"\nand broken' });
    const first = await apis.desk('exportTickets', { query: { limit: '1' } });
    expect(first.headers['content-type']).toBe('text/csv; charset=utf-8');
    const [head, row] = first.text.split('\n');
    expect(head).toBe(
      '\ufeffid,subject,status,priority,channel,queueId,assigneeId,customerId,openedAt,waitingSince,breachAt,sensitive',
    );
    expect(row).toContain(`"'=HYPERLINK(""http://evil"")",new,high,email`);
    const cursor = String(first.headers['rapport-next']);
    const rest = await apis.desk('exportTickets', { query: { cursor } });
    expect(rest.text).toContain('"Lamp, ""big""\nand broken",new,normal');
    expect(rest.headers['rapport-next']).toBeUndefined();
  });

  it('are counted as tickets move, by queue, priority and agent', async () => {
    const [one, two] = [await open({ queueId: 'lamps' }), await open({ priority: 'high' })];
    await apis.tickets('addMessage', { params: { ticketId: one.id }, body: { message: 'Hello' }, as: agent });
    await move(two.id, 'solved');
    await move(two.id, 'closed');
    const events = await eventsIn(table);
    await rollUp(table, events, contextAt(NOON));
    await rollUp(table, events.toReversed(), contextAt(NOON));
    const counts = async (query: Record<string, string>) =>
      (await apis.metrics('getDeskCounts', { query })).body.items;
    expect(await counts({ by: 'queue' })).toEqual([{ id: 'lamps', counts: { open: 1 } }]);
    expect(await counts({ by: 'priority', id: 'normal' })).toEqual([{ id: 'normal', counts: { open: 1 } }]);
    expect(await counts({ by: 'priority', id: 'high' })).toEqual([]);
    expect(await counts({ by: 'agent' })).toEqual([]);
  });
});

describe('a solved ticket', () => {
  const solved = async () => {
    const ticket = await open();
    await move(ticket.id, 'solved');
    return ticket.id as string;
  };
  const closeDue = async () => {
    const due = (await timedWorkIn(table)).find(({ kind }) => kind === 'tickets.auto_close');
    if (!due) throw new Error('nothing is due');
    clock.set(String(due.at));
    return deliver()(dueMessage(due));
  };

  it('is closed once when the customer does not write in time, however often the work is delivered', async () => {
    const ticketId = await solved();
    const [due] = await timedWorkIn(table);
    expect(due).toMatchObject({ kind: 'tickets.auto_close', at: later(NOON, REOPEN_WINDOW_MS) });
    clock.set(String(due?.at));
    const worker = deliver();
    expect(await worker(dueMessage(due as Json))).toEqual([]);
    expect(await worker(dueMessage(due as Json))).toEqual([]);
    expect(await loadTicket(table, ticketId)).toMatchObject({ status: 'closed', version: 3 });
    expect(await eventsIn(table, 'ticket.closed')).toMatchObject([{ data: { reason: 'window' } }]);
    expect(await timedWorkIn(table)).toEqual([]);
  });

  it('is not closed once it is reopened, not even by the work of an earlier solution', async () => {
    const ticketId = await solved();
    const [early] = await timedWorkIn(table);
    expect((await write(ticketId)).status).toBe(201);
    expect(await timedWorkIn(table)).toEqual([]);
    clock.set(later(NOON, 60_000));
    await move(ticketId, 'solved');
    await deliver()(dueMessage(early as Json));
    expect(await loadTicket(table, ticketId)).toMatchObject({ status: 'solved' });
    await closeDue();
    expect(await loadTicket(table, ticketId)).toMatchObject({ status: 'closed' });
  });

  it('stays closed when it is answered after the window, and one follow-up opens per key', async () => {
    const ticketId = await solved();
    await closeDue();
    const call = {
      params: { ticketId },
      body: { message: 'It is broken again.' },
      headers: { 'idempotency-key': 'again-1' },
      as: { role: 'customer', id: customerId } as const,
    };
    const first = await apis.portal('addMyMessage', call);
    const second = await apis.portal('addMyMessage', call);
    expect(first.status).toBe(201);
    expect(second.body).toEqual(first.body);
    expect(first.body.ticketId).not.toBe(ticketId);
    expect(await loadTicket(table, first.body.ticketId)).toMatchObject({
      status: 'new',
      followUpOf: ticketId,
      subject: 'Broken lamp',
      openedBy: 'customer',
    });
    expect(await eventsIn(table, 'ticket.opened')).toHaveLength(2);
    expect(await loadTicket(table, ticketId)).toMatchObject({ status: 'closed' });
    const thread = await apis.portal('getMyTicket', {
      params: { ticketId: first.body.ticketId },
      as: call.as,
    });
    expect(thread.body.thread.items).toMatchObject([{ message: 'It is broken again.' }]);
  });

  it('gets a follow-up after its window even when the scheduler has not closed it yet', async () => {
    const ticketId = await solved();
    clock.set(later(NOON, REOPEN_WINDOW_MS));
    expect((await write(ticketId)).body.ticketId).not.toBe(ticketId);
    expect(await loadTicket(table, ticketId)).toMatchObject({ status: 'solved' });
  });

  it('refuses a public reply once it is closed, with or without a ticket token', async () => {
    const ticketId = await solved();
    await move(ticketId, 'closed');
    const { body } = await apis.tickets('getTicket', { params: { ticketId } });
    for (const ticketToken of [undefined, body.ticket.ticketToken]) {
      const answer = await apis.tickets('addMessage', {
        params: { ticketId },
        body: { message: 'One more thing', ...(ticketToken ? { ticketToken } : {}) },
        as: agent,
      });
      expect(answer).toMatchObject({ status: 409, body: { code: 'ticket.closed' } });
    }
    const note = { message: 'Called back', visibility: 'internal', ticketToken: body.ticket.ticketToken };
    expect((await apis.tickets('addMessage', { params: { ticketId }, body: note, as: agent })).status).toBe(
      201,
    );
  });
});

describe('mentioned agents and followers', () => {
  const notificationsOf = async (agentId: string) =>
    (await apis.desk('listNotifications', { params: { agentId }, as: { role: 'agent', id: agentId } })).body
      .items;

  it('are notified once of a note that mentions them and of events, never of their own actions', async () => {
    const ticket = await open();
    await patch(ticket.id, { version: 1, followers: ['ann', 'bob'] });
    await apis.tickets('addMessage', {
      params: { ticketId: ticket.id },
      body: { message: 'Can you look, @cleo.d? cc @ann, mail x@bob.example', visibility: 'internal' },
      as: agent,
    });
    const [note] = await eventsIn(table, 'ticket.message_added');
    const worker = deliver();
    await worker(note);
    await worker(note);
    expect(await notificationsOf('cleo.d')).toMatchObject([
      { why: 'mentioned', ticketId: ticket.id, by: 'ann' },
    ]);
    expect(await notificationsOf('bob')).toMatchObject([{ why: 'followed', type: 'ticket.message_added' }]);
    expect(await notificationsOf('ann')).toEqual([]);
  });

  it('can only list their own notifications', async () => {
    const answer = await apis.desk('listNotifications', { params: { agentId: 'bob' }, as: agent });
    expect(answer).toMatchObject({ status: 404, body: { code: 'notification.not_found' } });
  });
});
