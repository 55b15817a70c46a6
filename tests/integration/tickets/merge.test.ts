// Merges: two tickets of one customer become one, and are separated again.

import { beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../functions/platform/clock.ts';
import { cursorAfter } from '../../../functions/platform/table/read.ts';
import { UNMERGE_WINDOW_MS } from '../../../functions/tickets/merging/merge-store.ts';
import { mergeTickets } from '../../../functions/tickets/merging/merge-tickets.ts';
import { contextAt, later, NOON } from '../../support/context.ts';
import { newCustomer, newTicket } from '../../support/http/apis.ts';
import type { Json } from '../../support/http/call-api.ts';
import { dueMessage } from '../../support/queue.ts';
import { routingOf } from '../../support/routing/routing.ts';
import { conflict, lostConnection, withConcurrentChange, withFault } from '../../support/table/faults.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn, itemsOfKind, timedWorkIn } from '../../support/table/stored.ts';
import { ann, bob, type Desk, lee, openTicketDesk, type Staff, shownIn } from '../../support/ticket-desk.ts';
import { train } from '../../support/train.ts';

let desk: Desk;
let source: string;
let target: string;

beforeEach(async () => {
  desk = await openTicketDesk(await freshTable());
  source = await desk.open({ subject: 'Lamp', message: 'S1', tags: ['lamp', 'both'] });
  target = await desk.open({ subject: 'Light', message: 'T1', tags: ['light', 'both'] });
});

const merge = (from = source, into = target, over: object = {}, as: Staff = ann) =>
  desk.on('mergeTicket', from, { into, ...over }, as);
const unmerge = (ticketId = source, as: Staff = ann) => desk.on('unmergeTicket', ticketId, {}, as);

async function talk(...messages: [ticketId: string, message: string][]): Promise<void> {
  for (const [ticketId, message] of messages) {
    expect((await desk.say(ticketId, message)).status).toBe(201);
  }
}

describe('a merge', () => {
  it('shows the messages of both tickets once each, in order of time, to staff and customer', async () => {
    await talk([source, 'S2'], [target, 'T2'], [source, 'S3']);
    await desk.note(source, 'note on S');
    await talk([target, 'T3']);
    const answer = await merge();
    expect(answer).toMatchObject({ status: 200, body: { id: target } });
    await desk.say(target, 'T4');
    expect(shownIn(await desk.thread(target))).toEqual([
      'S1',
      'T1',
      'S2',
      'T2',
      'S3',
      'note on S',
      'T3',
      'T4',
    ]);
    expect(await desk.mine(target)).toEqual(['S1', 'T1', 'S2', 'T2', 'S3', 'T3', 'T4']);
    expect(shownIn(await desk.thread(source))).toEqual([]);
    expect(await desk.mine(source)).toEqual([]);
    const entry = (await desk.thread(target)).find(({ data }) => data.message === 'S2');
    expect(entry).toMatchObject({ mergedFrom: source, actor: { id: desk.ada } });
  });

  it('shows the customer the target ticket', async () => {
    await merge();
    const { body } = await desk.apis.portal('getMyTicket', { params: { ticketId: source }, as: desk.me });
    expect(body).toMatchObject({ ticket: { status: 'closed', mergedInto: target }, thread: { items: [] } });
  });

  it('keeps the order when a page ends at the megabyte that one Query reads', async () => {
    const long = (index: number) => `${index} `.padEnd(31_990, 'x');
    for (let index = 0; index < 20; index += 1) {
      await desk.say(source, `${long(index)}S`);
      await desk.say(source, `${long(index)}s`);
      await desk.say(target, `${index} T`.padEnd(20, 'T'));
    }
    await merge();
    const wide = { params: { ticketId: target }, query: { limit: '100' } };
    const first = (await desk.apis.tickets('getTicket', wide)).body.thread;
    expect(first.next).toBeDefined();
    const query = { limit: '100', cursor: first.next };
    const second = (await desk.apis.tickets('listThread', { ...wide, query })).body;
    const seen = [...first.items, ...second.items].flatMap(({ data }: Json) =>
      data.message === undefined ? [] : [`${Number.parseInt(data.message, 10)}${data.message.at(-1)}`],
    );
    const expected = Array.from({ length: 20 }, (_, index) => [`${index}S`, `${index}s`, `${index}T`]).flat();
    expect(seen.slice(2)).toEqual(expected);
  });

  it('closes the source and emits events on both tickets', async () => {
    await merge(source, target, { reason: 'the same lamp' });
    expect(await desk.ticket(source)).toMatchObject({ status: 'closed', mergedInto: target, version: 2 });
    expect(await desk.ticket(target)).toMatchObject({
      status: 'new',
      version: 2,
      mergedFrom: [{ ticketId: source, into: target, firstMessageAt: NOON }],
    });
    expect(await eventsIn(desk.table, 'ticket.closed')).toMatchObject([
      { data: { ticketId: source, reason: 'merged', mergedInto: target, from: 'new' } },
    ]);
    expect(await eventsIn(desk.table, 'ticket.merged')).toMatchObject([
      { data: { ticketId: target, sourceId: source, reason: 'the same lamp' } },
    ]);
  });

  it('unites tags, followers and sensitive kinds, and keeps the higher priority', async () => {
    await train(desk.apis, 'ann');
    await desk.patch(source, {
      priority: 'urgent',
      followers: ['bob'],
      sensitive: { kinds: ['complaint'], reason: 'wants to complain' },
    });
    await desk.patch(target, { followers: ['cleo'] });
    await merge();
    expect(await desk.ticket(target)).toMatchObject({
      priority: 'urgent',
      tags: ['light', 'both', 'lamp'],
      followers: ['cleo', 'bob'],
      sensitive: { kinds: ['complaint'], reasons: ['wants to complain'], by: 'staff' },
    });
    const updated = (await eventsIn(desk.table, 'ticket.updated')).at(-1);
    expect(updated?.data).toMatchObject({
      ticketId: target,
      changes: { priority: { from: 'normal', to: 'urgent' }, sensitive: { from: [], to: ['complaint'] } },
      place: { from: { priority: 'normal' }, to: { priority: 'urgent' } },
    });
  });

  it('opens a pending target when the source has an unanswered message', async () => {
    await desk.move(target, 'pending');
    await merge();
    expect(await desk.ticket(target)).toMatchObject({ status: 'open' });
    expect((await eventsIn(desk.table, 'ticket.status_changed')).at(-1)).toMatchObject({
      data: { ticketId: target, from: 'pending', to: 'open' },
    });
  });

  it('sends later messages to the target, even with the ticket token of the source', async () => {
    const { ticketToken } = (await desk.apis.tickets('getTicket', { params: { ticketId: source } })).body
      .ticket;
    await merge();
    expect((await desk.say(source, 'late')).body.ticketId).toBe(target);
    expect((await desk.write(source, 'reply', { ticketToken })).body.ticketId).toBe(target);
    const note = await desk.write(source, 'note', { ticketToken, visibility: 'internal' });
    expect(note.body.ticketId).toBe(target);
    expect(shownIn(await desk.thread(target))).toEqual(['S1', 'T1', 'late', 'reply', 'note']);
  });

  it('shows the messages of earlier merges too, in order', async () => {
    const third = await desk.open({ message: 'U1' });
    await talk([source, 'S2'], [third, 'U2'], [target, 'T2']);
    await merge(source, target);
    expect((await merge(target, third)).status).toBe(200);
    expect(shownIn(await desk.thread(third))).toEqual(['S1', 'T1', 'U1', 'S2', 'U2', 'T2']);
    expect(await desk.mine(target)).toEqual([]);
    expect((await desk.say(source, 'S9')).body.ticketId).toBe(third);
  });

  it('is done once per key, and a repeated request gets the same answer', async () => {
    const first = await desk.on('mergeTicket', source, { into: target, version: 1 }, ann, 'merge-1');
    const second = await desk.on('mergeTicket', source, { into: target, version: 1 }, ann, 'merge-1');
    expect(second).toMatchObject({ status: 200, headers: { 'idempotency-replayed': 'true' } });
    expect(second.body).toEqual(first.body);
    expect(await itemsOfKind(desk.table, 'merge')).toHaveLength(1);
    expect(await eventsIn(desk.table, 'ticket.merged')).toHaveLength(1);
  });

  it('cancels the automatic close of a solved ticket', async () => {
    await desk.move(source, 'solved');
    expect(await timedWorkIn(desk.table, 'tickets.auto_close')).toHaveLength(1);
    await merge();
    expect(await timedWorkIn(desk.table, 'tickets.auto_close')).toEqual([]);
  });
});

describe('a merge is refused and changes nothing', () => {
  const refused = async (run: () => Promise<Json>, status: number, code: string) => {
    const before = await snapshot(desk.table);
    expect(await run()).toMatchObject({ status, body: { code } });
    expect(await snapshot(desk.table)).toEqual(before);
  };

  it('for a ticket with itself', () => refused(() => merge(source, source), 409, 'ticket.merge_refused'));

  it('for tickets of two customers', async () => {
    const eve = await newCustomer(desk.apis, 'eve');
    const { id } = await newTicket(desk.apis, eve.id);
    await refused(() => merge(source, id), 409, 'ticket.merge_refused');
  });

  it('for unknown tickets', async () => {
    const unknown = 'tkt_01ARZ3NDEKTSV4RRFFQ69G5FAV';
    await refused(() => merge(source, unknown), 404, 'ticket.not_found');
    await refused(() => merge(unknown, target), 404, 'ticket.not_found');
  });

  it('for a closed source or target', async () => {
    await desk.move(target, 'solved');
    await desk.move(target, 'closed');
    await refused(() => merge(source, target), 409, 'ticket.merge_refused');
    await refused(() => merge(target, source), 409, 'ticket.closed');
  });

  it('for an unsolved ticket into a solved one, where nobody would see it', async () => {
    await desk.move(target, 'solved');
    await refused(() => merge(), 409, 'ticket.merge_refused');
  });

  it('for a stale version', () => refused(() => merge(source, target, { version: 7 }), 409, 'version.stale'));

  it('for a machine client', async () => {
    const call = { params: { ticketId: source }, body: { into: target, version: 1 } };
    await refused(
      () => desk.apis.desk('mergeTicket', { ...call, as: { role: 'service', id: 'bot' } }),
      403,
      'auth.forbidden',
    );
  });

  it('for the twenty-first ticket into one', async () => {
    for (let count = 0; count < 20; count += 1)
      expect((await merge(await desk.open(), target)).status).toBe(200);
    await refused(() => merge(), 409, 'ticket.merge_refused');
  });

  it('for merges nested deeper than messages are forwarded', async () => {
    let last = source;
    for (let count = 0; count < 5; count += 1) {
      const next = await desk.open();
      expect((await merge(last, next)).status).toBe(200);
      last = next;
    }
    expect((await desk.say(source, 'from the bottom')).body.ticketId).toBe(last);
    await refused(() => merge(last, target), 409, 'ticket.merge_refused');
  });
});

describe('concurrent merges', () => {
  it('of two tickets into each other leave one open ticket with all messages', async () => {
    const answers = await Promise.all([merge(source, target), merge(target, source)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const tickets = [await desk.ticket(source), await desk.ticket(target)];
    expect(tickets.map(({ status }) => status).toSorted()).toEqual(['closed', 'new']);
    const open = tickets.find(({ status }) => status === 'new');
    expect(shownIn(await desk.thread(String(open?.id)))).toEqual(['S1', 'T1']);
  });

  it('into the same ticket all succeed', async () => {
    const more = await desk.open({ message: 'U1', tags: ['third'] });
    const answers = await Promise.all([merge(source, target), merge(more, target)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await desk.ticket(target)).tags.toSorted()).toEqual(['both', 'lamp', 'light', 'third']);
    expect(shownIn(await desk.thread(target)).toSorted()).toEqual(['S1', 'T1', 'U1']);
  });

  it('keep a message that arrives on the target', async () => {
    const answer = await withConcurrentChange(
      desk.table,
      async () => {
        await desk.say(target, 'meanwhile');
      },
      () => merge(),
    );
    expect(answer.status).toBe(200);
    expect(shownIn(await desk.thread(target))).toContain('meanwhile');
  });

  it('refuse the old version when a message arrives on the source, and lose nothing', async () => {
    const answer = await withConcurrentChange(
      desk.table,
      async () => {
        await desk.say(source, 'meanwhile');
      },
      () => merge(),
    );
    expect(answer).toMatchObject({ status: 409, body: { code: 'version.stale' } });
    expect((await merge()).status).toBe(200);
    expect(shownIn(await desk.thread(target))).toContain('meanwhile');
  });

  it('are retried after a conflict on the table, and refused when it persists', async () => {
    const mergeWithConflicts = (times: number) =>
      withFault(desk.table, { command: 'TransactWriteItems', error: conflict, times }, () => merge());
    expect((await mergeWithConflicts(100)).body.code).toBe('write.contended');
    expect((await mergeWithConflicts(1)).status).toBe(200);
  });

  it.each(['before', 'after'] as const)(
    'are complete or absent when the process dies right %s the write',
    async (when) => {
      const work = () =>
        mergeTickets(
          desk.table,
          source,
          { into: target, version: 1 },
          contextAt(desk.clock.now().toISOString(), { actor: ann }),
        );
      const fault = { command: 'TransactWriteItems', error: lostConnection, when } as const;
      await expect(withFault(desk.table, fault, work)).rejects.toThrow('killed');
      const merged = when === 'after';
      expect((await desk.ticket(source)).mergedInto).toBe(merged ? target : undefined);
      expect((await desk.ticket(target)).mergedFrom?.length).toBe(merged ? 1 : undefined);
      expect(await itemsOfKind(desk.table, 'merge')).toHaveLength(merged ? 1 : 0);
    },
  );
});

describe('an undone merge', () => {
  it('restores both tickets, each with its messages and those that arrived on it since', async () => {
    await train(desk.apis, 'ann');
    await desk.patch(source, { priority: 'high', sensitive: { kinds: ['vulnerable'], reason: 'ill' } });
    await talk([source, 'S2'], [target, 'T2']);
    const before = [await desk.ticket(source), await desk.ticket(target)] as const;
    await merge();
    await desk.say(source, 'after');
    expect((await unmerge()).status).toBe(200);
    const facts = ({ version: _version, updatedAt: _at, ...rest }: Json) => rest;
    expect(facts(await desk.ticket(source))).toEqual(facts(before[0]));
    expect(facts(await desk.ticket(target))).toEqual(facts(before[1]));
    expect(shownIn(await desk.thread(source))).toEqual(['S1', 'S2']);
    expect(shownIn(await desk.thread(target))).toEqual(['T1', 'T2', 'after']);
    expect(await desk.mine(source)).toEqual(['S1', 'S2']);
    expect(await desk.mine(target)).toEqual(['T1', 'T2', 'after']);
    expect(await itemsOfKind(desk.table, 'merge')).toEqual([]);
  });

  it('does not count as a reopening, and the ticket waits with its age', async () => {
    await merge();
    await unmerge();
    expect(await desk.ticket(source)).toMatchObject({ status: 'new', reopens: 0, waitingSince: NOON });
    expect(await eventsIn(desk.table, 'ticket.reopened')).toEqual([]);
    expect(await eventsIn(desk.table, 'ticket.unmerged')).toMatchObject([
      {
        data: {
          ticketId: source,
          targetId: target,
          to: 'new',
          place: { from: { status: 'closed' }, to: { status: 'new' } },
        },
      },
    ]);
    expect(await eventsIn(desk.table, 'ticket.merge_undone')).toMatchObject([
      { data: { ticketId: target, sourceId: source } },
    ]);
  });

  it('reverts only what nobody changed since', async () => {
    await desk.patch(source, { priority: 'urgent' });
    await merge();
    await desk.patch(target, { priority: 'high', tags: ['light', 'both', 'lamp', 'own'] });
    await unmerge();
    expect(await desk.ticket(target)).toMatchObject({ priority: 'high', tags: ['light', 'both', 'own'] });
  });

  it('keeps what another merge also added, in whatever order they are undone', async () => {
    const other = await desk.open({ message: 'U1', tags: ['lamp'], priority: 'urgent' });
    await desk.patch(source, { priority: 'urgent' });
    await merge();
    await merge(other);
    await unmerge(source);
    expect(await desk.ticket(target)).toMatchObject({ priority: 'urgent', tags: ['light', 'both', 'lamp'] });
    await unmerge(other);
    expect(await desk.ticket(target)).toMatchObject({ priority: 'normal', tags: ['light', 'both'] });
    expect((await desk.ticket(target)).mergedFrom).toBeUndefined();
  });

  it('restores the tickets that were merged into the source with it', async () => {
    const third = await desk.open({ message: 'U1' });
    await merge(source, target);
    await merge(target, third);
    expect(await unmerge(source, lee)).toMatchObject({
      status: 409,
      body: { code: 'ticket.unmerge_refused' },
    });
    expect((await unmerge(target)).status).toBe(200);
    expect(shownIn(await desk.thread(third))).toEqual(['U1']);
    expect(shownIn(await desk.thread(target))).toEqual(['S1', 'T1']);
    expect((await unmerge(source)).status).toBe(200);
    expect(shownIn(await desk.thread(target))).toEqual(['T1']);
  });

  it('makes an assigned ticket wait again and remembers its agent', async () => {
    const routing = routingOf(desk.table, desk.apis);
    await routing.online('zoe');
    await routing.settle();
    expect(await routing.assignee(source)).toBe('zoe');
    await merge();
    await unmerge();
    expect(await desk.ticket(source)).toMatchObject({ previousAssigneeId: 'zoe', waitingSince: NOON });
    expect(await routing.assignee(source)).toBeUndefined();
    await routing.settle();
    expect(await routing.assignee(source)).toBe('zoe');
  });

  it('closes the source again when its window ended meanwhile', async () => {
    await desk.move(source, 'solved');
    await desk.move(target, 'solved');
    await merge();
    desk.pass(10 * DAY_MS);
    await unmerge();
    expect(await desk.ticket(source)).toMatchObject({ status: 'solved' });
    const due = (await timedWorkIn(desk.table, 'tickets.auto_close')).find(
      ({ data }) => (data as Json).ticketId === source,
    );
    await desk.worker(dueMessage(due as Json));
    expect(await desk.ticket(source)).toMatchObject({ status: 'closed' });
  });

  it('happens once when two requests arrive at the same time', async () => {
    await merge();
    const answers = await Promise.all([unmerge(), unmerge()]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await eventsIn(desk.table, 'ticket.unmerged')).toHaveLength(1);
  });

  it.each(['before', 'after'] as const)(
    'is complete or absent when the process dies right %s the write',
    async (when) => {
      await merge();
      const fault = { command: 'TransactWriteItems', error: lostConnection, when } as const;
      expect((await withFault(desk.table, fault, () => unmerge())).status).toBe(500);
      const undone = when === 'after';
      expect((await desk.ticket(source)).status).toBe(undone ? 'new' : 'closed');
      expect(shownIn(await desk.thread(target))).toEqual(undone ? ['T1'] : ['S1', 'T1']);
      expect(await itemsOfKind(desk.table, 'merge')).toHaveLength(undone ? 0 : 1);
    },
  );

  describe('is refused', () => {
    it('for an agent who did not merge, and allowed for a lead', async () => {
      await merge();
      expect(await unmerge(source, bob)).toMatchObject({ status: 403, body: { code: 'auth.forbidden' } });
      expect((await unmerge(source, lee)).status).toBe(200);
    });

    it('from thirty days after the merge on, not a moment before', async () => {
      await merge();
      const at = desk.clock.now().toISOString();
      desk.clock.set(later(at, UNMERGE_WINDOW_MS));
      expect(await unmerge()).toMatchObject({ status: 409, body: { code: 'ticket.unmerge_refused' } });
      desk.clock.set(later(at, UNMERGE_WINDOW_MS - 1));
      expect((await unmerge()).status).toBe(200);
    });

    it('for a ticket that is not merged, unknown or changed since', async () => {
      expect(await unmerge()).toMatchObject({ status: 409, body: { code: 'ticket.unmerge_refused' } });
      const unknown = await desk.on('unmergeTicket', 'tkt_01ARZ3NDEKTSV4RRFFQ69G5FAV');
      expect(unknown).toMatchObject({ status: 404, body: { code: 'ticket.not_found' } });
      await merge();
      const stale = await desk.on('unmergeTicket', source, { version: 1 });
      expect(stale).toMatchObject({ status: 409, body: { code: 'version.stale' } });
    });
  });
});

describe('the cursor of a merged thread', () => {
  it('continues in its own thread only', async () => {
    await talk([source, 'S2'], [target, 'T2']);
    await merge();
    const page = await desk.apis.tickets('getTicket', {
      params: { ticketId: target },
      query: { limit: '1' },
    });
    const cursor = page.body.thread.next;
    const elsewhere = { params: { ticketId: source }, query: { cursor } };
    expect((await desk.apis.tickets('listThread', elsewhere)).body.code).toBe('request.cursor_invalid');
    const own = { params: { ticketId: target }, query: { cursor, limit: '1' } };
    expect((await desk.apis.tickets('listThread', own)).body.items).toMatchObject([
      { data: { message: 'T1' } },
    ]);
  });

  it.each(['A', 'E~~', '\uffff', 'E~', 'x'.repeat(101)])(
    'is refused when it was forged to %s',
    async (after) => {
      await merge();
      const cursor = cursorAfter(after, `merged-thread:${target}`);
      const answer = await desk.apis.tickets('listThread', {
        params: { ticketId: target },
        query: { cursor },
      });
      expect(answer).toMatchObject({ status: 400, body: { code: 'request.cursor_invalid' } });
    },
  );

  it('shows nothing of a customer’s ticket to another customer', async () => {
    await merge();
    const cursor = cursorAfter('E#', `merged-thread:${target}`);
    const eve = await newCustomer(desk.apis, 'eve');
    const answer = await desk.apis.portal('getMyTicket', {
      params: { ticketId: target },
      query: { cursor },
      as: { role: 'customer', id: eve.id },
    });
    expect(answer).toMatchObject({ status: 404, body: { code: 'ticket.not_found' } });
  });
});
