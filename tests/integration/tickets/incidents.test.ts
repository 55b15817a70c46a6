// Incidents: tickets are linked to them, and solving an incident solves each linked ticket once.
import { beforeEach, describe, expect, it } from 'vitest';
import { solveLinkedTickets } from '../../../functions/tickets/incidents/solve-linked-tickets.ts';
import { contextAt } from '../../support/context.ts';
import type { Json } from '../../support/http/call-api.ts';
import { dueMessage } from '../../support/queue.ts';
import { conflict, lostConnection, withConcurrentChange, withFault } from '../../support/table/faults.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn, timedWorkIn } from '../../support/table/stored.ts';
import { ann, bob, type Desk, openTicketDesk, shownIn } from '../../support/ticket-desk.ts';

let desk: Desk;
let incidentId: string;

const open = async (over: object = {}): Promise<Json> => {
  const body = { subject: 'Mail is down', message: 'Since nine.', ...over };
  return (await desk.apis.desk('openIncident', { body, as: ann })).body;
};

beforeEach(async () => {
  desk = await openTicketDesk(await freshTable());
  incidentId = (await open()).id;
});

const link = (ticketIds: string[], to = incidentId) =>
  desk.apis.desk('linkTickets', { params: { incidentId: to }, body: { ticketIds }, as: ann });
const unlink = (ticketId: string, from = incidentId) =>
  desk.apis.desk('unlinkTicket', { params: { incidentId: from, ticketId }, as: ann });
const solve = (message = 'It works again.', key?: string) =>
  desk.apis.desk('solveIncident', {
    params: { incidentId },
    body: { message },
    as: ann,
    ...(key ? { headers: { 'idempotency-key': key } } : {}),
  });
const incident = async (id = incidentId): Promise<Json> =>
  (await desk.apis.desk('getIncident', { params: { incidentId: id } })).body;
const links = async (): Promise<Json[]> =>
  (await desk.apis.desk('listLinkedTickets', { params: { incidentId } })).body.items;
const linkOf = async (ticketId: string): Promise<Json> =>
  (await links()).find((one) => one.ticketId === ticketId);
const results = (answer: Json): string[] => answer.body.items.map(({ result }: Json) => result);
const openMany = (count: number, over: object = {}): Promise<string[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => desk.open({ message: `q${index}`, ...over })));
/** Returns the message that the scheduler would deliver. */
const due = async (): Promise<Json> => {
  const [item] = await timedWorkIn(desk.table, 'tickets.solve_linked');
  return dueMessage(item as Json);
};
const solveTickets = async () => desk.worker(await due());

describe('an incident', () => {
  it('is opened once per key and listed by its status', async () => {
    const call = {
      body: { subject: 'Shop is slow', message: 'Very.', priority: 'urgent' },
      as: ann,
      headers: { 'idempotency-key': 'inc-1' },
    } as const;
    const first = await desk.apis.desk('openIncident', call);
    const second = await desk.apis.desk('openIncident', call);
    expect(first).toMatchObject({ status: 201, body: { status: 'open', linked: 0, openedBy: 'ann' } });
    expect(second.body).toEqual(first.body);
    const { items } = (await desk.apis.desk('listIncidents', {})).body;
    expect(items.map(({ id }: Json) => id)).toEqual([first.body.id, incidentId]);
    await solve();
    const solved = await desk.apis.desk('listIncidents', { query: { status: 'solved' } });
    expect(solved.body.items).toMatchObject([{ id: incidentId, status: 'solved' }]);
    expect((await desk.apis.desk('listIncidents', {})).body.items).toHaveLength(1);
    expect(await eventsIn(desk.table, 'incident.opened')).toHaveLength(2);
  });

  it('is not found when it is unknown', async () => {
    const params = { incidentId: 'inc_01ARZ3NDEKTSV4RRFFQ69G5FAV' };
    const body = { message: 'x' };
    const ticketIds = [await desk.open()];
    for (const answer of [
      await desk.apis.desk('getIncident', { params }),
      await desk.apis.desk('listLinkedTickets', { params }),
      await desk.apis.desk('solveIncident', { params, body, as: ann }),
      await desk.apis.desk('linkTickets', { params, body: { ticketIds }, as: ann }),
    ]) {
      expect(answer).toMatchObject({ status: 404, body: { code: 'incident.not_found' } });
    }
  });
});

describe('linking tickets', () => {
  it('returns one result per ticket, counts each ticket once and emits the change', async () => {
    const [one, two, closed, elsewhere] = await openMany(4);
    await desk.move(closed as string, 'solved');
    await desk.move(closed as string, 'closed');
    await link([elsewhere as string], (await open()).id);
    const unknown = 'tkt_01ARZ3NDEKTSV4RRFFQ69G5FAV';
    const all = [one, two, one, closed, elsewhere, unknown] as string[];
    expect(results(await link(all))).toEqual(['linked', 'linked', 'closed', 'linked_elsewhere', 'not_found']);
    expect(results(await link(all))).toEqual([
      'already_linked',
      'already_linked',
      'closed',
      'linked_elsewhere',
      'not_found',
    ]);
    expect(await incident()).toMatchObject({ linked: 2 });
    expect(await links()).toMatchObject([{ subject: 'Broken lamp', status: 'new', by: 'ann' }, {}]);
    expect(await desk.ticket(one as string)).toMatchObject({ incidentId, version: 2 });
    const updated = (await eventsIn(desk.table, 'ticket.updated')).filter(
      ({ data }) => data.ticketId === one,
    );
    expect(updated).toMatchObject([{ data: { changes: { incidentId: { to: incidentId } } } }]);
  });

  it('links many tickets in one request and loses nothing when a message arrives meanwhile', async () => {
    const ids = await openMany(65);
    const answer = await withConcurrentChange(
      desk.table,
      async () => {
        await desk.say(ids[3] as string, 'me too');
      },
      () => link(ids),
    );
    expect(new Set(results(answer))).toEqual(new Set(['linked']));
    expect(await incident()).toMatchObject({ linked: 65 });
    expect(await desk.ticket(ids[3] as string)).toMatchObject({ incidentId, version: 3 });
  });

  it('counts each ticket once when two requests link it at the same time', async () => {
    const ids = await openMany(10);
    await Promise.all([link(ids), link(ids.toReversed())]);
    expect(await incident()).toMatchObject({ linked: 10 });
    expect(await links()).toHaveLength(10);
  });

  it('continues after a process that died on the way', async () => {
    const ids = await openMany(40);
    const fault = { command: 'TransactWriteItems', error: lostConnection, when: 'after' } as const;
    expect((await withFault(desk.table, fault, () => link(ids))).status).toBe(500);
    expect(await incident()).toMatchObject({ linked: 30 });
    await link(ids);
    expect(await incident()).toMatchObject({ linked: 40 });
  });

  it('can be undone while the incident is open', async () => {
    const [one, two] = await openMany(2);
    await link([one as string]);
    expect(await unlink(two as string)).toMatchObject({ status: 404, body: { code: 'incident.not_linked' } });
    expect((await unlink(one as string)).status).toBe(200);
    expect((await desk.ticket(one as string)).incidentId).toBeUndefined();
    expect(await incident()).toMatchObject({ linked: 0 });
    await link([one as string]);
    await solve();
    expect(await unlink(one as string)).toMatchObject({ status: 409, body: { code: 'incident.solved' } });
  });

  it('is refused when the incident is solved, even at the same moment', async () => {
    const [one] = await openMany(1);
    const concurrent = await withConcurrentChange(
      desk.table,
      async () => {
        await solve();
      },
      () => link([one as string]),
    );
    expect(concurrent).toMatchObject({ status: 409, body: { code: 'incident.solved' } });
    expect(await link([one as string])).toMatchObject({ status: 409, body: { code: 'incident.solved' } });
    expect((await desk.ticket(one as string)).incidentId).toBeUndefined();
  });

  it('is refused for more than a hundred tickets or none', async () => {
    for (const ids of [[], Array.from({ length: 101 }, () => 'tkt_01ARZ3NDEKTSV4RRFFQ69G5FAV')])
      expect((await link(ids)).status).toBe(400);
  });
});

describe('a solved incident', () => {
  it('solves each of its tickets with one public message that does not count as a human reply', async () => {
    const ids = await openMany(45);
    await link(ids);
    expect(await solve()).toMatchObject({ status: 200, body: { status: 'solved', solvedBy: 'ann' } });
    expect(await incident()).toMatchObject({ linked: 45, solved: 0 });
    expect(await solveTickets()).toEqual([]);
    expect(await incident()).toMatchObject({ linked: 45, solved: 45, left: 0, skipped: 0 });
    expect((await incident()).finishedAt).toBeDefined();
    for (const ticketId of ids) {
      const ticket = await desk.ticket(ticketId);
      expect(ticket).toMatchObject({ status: 'solved', version: 3 });
      expect(ticket.firstReplyAt).toBeUndefined();
    }
    expect(await desk.mine(ids[7] as string)).toEqual(['q7', 'It works again.']);
    expect(await eventsIn(desk.table, 'ticket.solved')).toHaveLength(45);
    expect(await timedWorkIn(desk.table, 'tickets.auto_close')).toHaveLength(45);
    expect(await timedWorkIn(desk.table, 'tickets.solve_linked')).toEqual([]);
    expect(await eventsIn(desk.table, 'incident.finished')).toMatchObject([{ data: { solved: 45 } }]);
    expect(await links()).toMatchObject(
      Array.from({ length: 25 }, () => ({ outcome: 'solved', status: 'solved' })),
    );
  });

  it('sends each customer one message, however often and concurrently the work is delivered', async () => {
    const ids = await openMany(45);
    await link(ids);
    await solve();
    const message = await due();
    await Promise.all([desk.worker(message), desk.worker(message), desk.worker(message, message)]);
    await desk.worker(message);
    expect(await incident()).toMatchObject({ solved: 45, skipped: 0 });
    const messages = await eventsIn(desk.table, 'ticket.message_added');
    expect(messages).toHaveLength(45);
    expect(new Set(messages.map(({ id }) => id)).size).toBe(45);
    expect(new Set(messages.map(({ data }) => data.ticketId)).size).toBe(45);
    expect(await eventsIn(desk.table, 'incident.finished')).toHaveLength(1);
  });

  it.each([0, 1, 2, 3].flatMap((skip) => [['before', skip] as const, ['after', skip] as const]))(
    'continues when the worker dies right %s write %i',
    async (when, skip) => {
      const ids = await openMany(45);
      await link(ids);
      await solve();
      const message = await due();
      const fault = { command: 'TransactWriteItems', error: lostConnection, when, skip } as const;
      expect(await withFault(desk.table, fault, () => desk.worker(message))).toEqual([0]);
      expect(await desk.worker(message)).toEqual([]);
      expect(await incident()).toMatchObject({ solved: 45, left: 0, skipped: 0 });
      const events = await eventsIn(desk.table);
      expect(events.filter(({ type }) => type === 'ticket.message_added')).toHaveLength(45);
      expect(events.filter(({ type }) => type === 'ticket.solved')).toHaveLength(45);
      expect(events.filter(({ type }) => type === 'incident.finished')).toHaveLength(1);
      expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    },
  );

  it('leaves what one run cannot process to the next minute', async () => {
    await link(await openMany(45));
    await solve();
    const [item] = await timedWorkIn(desk.table, 'tickets.solve_linked');
    desk.pass(60_000);
    const context = contextAt(desk.clock.now().toISOString());
    await solveLinkedTickets(desk.table, item as Json, context, 1);
    expect(await incident()).toMatchObject({ solved: 19 });
    const [moved] = await timedWorkIn(desk.table, 'tickets.solve_linked');
    expect(moved).toMatchObject({ at: desk.clock.now().toISOString() });
    expect(await desk.worker(dueMessage(moved as Json))).toEqual([]);
    expect(await incident()).toMatchObject({ solved: 45 });
    expect(await timedWorkIn(desk.table, 'tickets.solve_linked')).toEqual([]);
  });

  it('removes its own work when it was scheduled again', async () => {
    await link(await openMany(20));
    await solve();
    const [item] = await timedWorkIn(desk.table, 'tickets.solve_linked');
    await solveLinkedTickets(desk.table, item as Json, contextAt(), 1);
    await solveTickets();
    const before = await incident();
    await solveLinkedTickets(desk.table, item as Json, contextAt(), 0);
    expect(await timedWorkIn(desk.table, 'tickets.solve_linked')).toHaveLength(1);
    expect(await solveTickets()).toEqual([]);
    expect(await timedWorkIn(desk.table, 'tickets.solve_linked')).toEqual([]);
    expect(await incident()).toEqual(before);
  });

  it('adds a note for the agent of a sensitive ticket instead of an automatic message', async () => {
    const [plain, hurt] = (await openMany(2)) as [string, string];
    await desk.patch(hurt, { sensitive: { kinds: ['vulnerable'], reason: 'ill' } });
    await link([plain, hurt]);
    await solve();
    await solveTickets();
    expect(await desk.ticket(hurt)).toMatchObject({ status: 'new' });
    expect(await desk.mine(hurt)).toEqual(['q1']);
    expect(shownIn(await desk.thread(hurt)).at(-1)).toContain('It works again.');
    expect((await desk.thread(hurt)).at(-1)).toMatchObject({
      data: { visibility: 'internal', automatic: true },
    });
    expect(await incident()).toMatchObject({ linked: 2, solved: 1, left: 1, skipped: 0 });
    expect(await linkOf(hurt)).toMatchObject({ outcome: 'left', reason: 'sensitive' });
  });

  it('skips tickets that are already solved or closed and gives the reason', async () => {
    const [solved, closed, rest] = (await openMany(3)) as [string, string, string];
    await link([solved, closed, rest]);
    await desk.move(solved, 'solved');
    await desk.move(closed, 'solved');
    await desk.move(closed, 'closed');
    await solve();
    await solveTickets();
    expect(await incident()).toMatchObject({ linked: 3, solved: 1, skipped: 2 });
    expect(await linkOf(solved)).toMatchObject({ outcome: 'skipped', reason: 'solved' });
    expect(await linkOf(closed)).toMatchObject({ outcome: 'skipped', reason: 'closed' });
    expect(await desk.mine(solved)).toEqual(['q0']);
  });

  it('notifies the customer of merged tickets once, on the target ticket', async () => {
    const [one, two, three, both] = (await openMany(4)) as [string, string, string, string];
    await link([one, two, both]);
    await desk.on('mergeTicket', one, { into: three });
    await desk.on('mergeTicket', two, { into: three });
    const fourth = await desk.open();
    await link([fourth]);
    await desk.on('mergeTicket', fourth, { into: both });
    await solve();
    await solveTickets();
    const messages = (await desk.mine(three)).filter((text) => text === 'It works again.');
    expect(messages).toHaveLength(1);
    expect((await desk.mine(both)).filter((text) => text === 'It works again.')).toHaveLength(1);
    expect(await incident()).toMatchObject({ linked: 4, solved: 2, skipped: 2 });
    expect(await desk.ticket(three)).toMatchObject({ status: 'solved', incidentId });
  });

  it('leaves a ticket alone whose merge target belongs to another incident', async () => {
    const [one, other] = (await openMany(2)) as [string, string];
    await link([one]);
    await link([other], (await open()).id);
    await desk.on('mergeTicket', one, { into: other });
    await solve();
    await solveTickets();
    expect(await linkOf(one)).toMatchObject({ outcome: 'skipped', reason: 'linked_elsewhere' });
    expect(await desk.ticket(other)).toMatchObject({ status: 'new' });
  });

  it('decides again on a ticket when its customer writes at the same moment', async () => {
    const ids = await openMany(3);
    await link(ids);
    await solve();
    const message = await due();
    await withConcurrentChange(
      desk.table,
      async () => {
        await desk.say(ids[1] as string, 'still?');
      },
      () => desk.worker(message),
    );
    expect(await desk.mine(ids[1] as string)).toEqual(['q1', 'still?', 'It works again.']);
    expect(await incident()).toMatchObject({ solved: 3 });
  });

  it('is retried when the table stays busy', async () => {
    await link(await openMany(3));
    await solve();
    const message = await due();
    const busy = { command: 'TransactWriteItems', error: conflict, times: 100 } as const;
    expect(await withFault(desk.table, busy, () => desk.worker(message))).toEqual([0]);
    expect(await desk.worker(message)).toEqual([]);
    expect(await incident()).toMatchObject({ solved: 3 });
  });

  it('is finished at once when it has no tickets', async () => {
    await solve();
    expect(await solveTickets()).toEqual([]);
    expect(await incident()).toMatchObject({ linked: 0, status: 'solved' });
    expect((await incident()).finishedAt).toBeDefined();
  });

  it('is solved once; the same key gets the first answer and a second person is refused', async () => {
    await link(await openMany(1));
    const first = await solve('Done.', 'solve-1');
    expect((await solve('Done.', 'solve-1')).body).toEqual(first.body);
    const before = await snapshot(desk.table);
    expect(await solve('Done!')).toMatchObject({ status: 409, body: { code: 'incident.solved' } });
    expect(await snapshot(desk.table)).toEqual(before);
  });

  it('is solved by one of two concurrent requests', async () => {
    const answers = await Promise.all([solve('by me'), solve('by me too')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await eventsIn(desk.table, 'incident.solved')).toHaveLength(1);
  });

  it('cannot be solved by machine clients', async () => {
    const call = { params: { incidentId }, body: { message: 'x' } };
    const answer = await desk.apis.desk('solveIncident', { ...call, as: { role: 'service', id: bob.id } });
    expect(answer).toMatchObject({ status: 403, body: { code: 'auth.forbidden' } });
  });
});

describe('a caller with an id that no answer could show', () => {
  it.each(['a|b', 'ann@example.org', 'x'.repeat(65), 'a b', 'ann\n'])(
    'is refused before anything is written (%j)',
    async (id) => {
      const before = await snapshot(desk.table);
      const answer = await desk.apis.desk('openIncident', {
        body: { subject: 'Mail is down', message: 'Since nine.' },
        as: { role: 'agent', id },
      });
      expect(answer).toMatchObject({ status: 403, body: { code: 'auth.forbidden' } });
      expect(await snapshot(desk.table)).toEqual(before);
    },
  );
});
