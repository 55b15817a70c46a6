import { beforeEach, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../functions/platform/clock.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { loadTicket } from '../../../functions/tickets/core/ticket-store.ts';
import { later, NOON } from '../../support/context.ts';
import { type Apis, apisOf, newCustomer, newTicket } from '../../support/http/apis.ts';
import { dueMessage } from '../../support/queue.ts';
import { routingOf, triagedOf } from '../../support/routing/routing.ts';
import { lostConnection, withConcurrentChange, withFault } from '../../support/table/faults.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn, itemsOfKind, timedWorkIn } from '../../support/table/stored.ts';

let table: Table;
let apis: Apis;
let routing: ReturnType<typeof routingOf>;
let customerId: string;

beforeEach(async () => {
  table = await freshTable();
  apis = apisOf(table);
  routing = routingOf(table, apis);
  customerId = (await newCustomer(apis, 'ada')).id;
});

const open = async (over: object = {}): Promise<string> => (await newTicket(apis, customerId, over)).id;
const openedEvents = async () => (await eventsIn(table, 'ticket.opened')).map(triagedOf);

describe('a new ticket', () => {
  it('is assigned to the best available agent, with the reasons', async () => {
    await routing.online('novice', { skills: [{ name: 'lamps', level: 2 }] });
    await routing.online('expert', { skills: [{ name: 'lamps', level: 5 }] });
    await routing.online('other');
    const ticketId = await open({ requiredSkills: [{ name: 'lamps', level: 2 }] });
    await routing.settle();
    const ticket = await loadTicket(table, ticketId);
    expect(ticket).toMatchObject({
      assigneeId: 'expert',
      status: 'new',
      assignment: { weight: 1 },
    });
    expect(await routing.why(ticketId)).toMatchObject({
      agentId: 'expert',
      considered: 2,
      eligible: 2,
      at: NOON,
      explanation: expect.stringContaining('chosen: expert'),
    });
    expect(await routing.agent('expert')).toMatchObject({ free: 9, lastAssignedAt: NOON });
    expect(await eventsIn(table, 'ticket.assigned')).toMatchObject([
      { data: { ticketId, agentId: 'expert' }, customerId },
    ]);
    const page = await apis.tickets('listTickets', { query: { assigneeId: 'expert' } });
    expect(page.body.items).toMatchObject([{ id: ticketId, assigneeId: 'expert' }]);
  });

  it('shows the reasons only on its page, not in the thread, in lists or to its customer', async () => {
    await routing.online('secret-agent');
    const ticketId = await open();
    await routing.settle();
    const params = { ticketId };
    const seen = [
      await apis.tickets('listThread', { params, query: { limit: '1' } }),
      await apis.tickets('listTickets', { query: {} }),
      await apis.portal('getMyTicket', { params, as: { role: 'customer', id: customerId } }),
    ];
    for (const { status, text } of seen) {
      expect(status).toBe(200);
      expect(text).not.toContain('load 0.0');
    }
    expect(seen[0]?.body.items).toMatchObject([{ type: 'ticket.opened' }]);
  });

  it.each([1, 2, 3, 4])(
    'is read in pages of %i entries without gaps or repetitions, routed or not',
    async (limit) => {
      await routing.online('a');
      const assigned = await open();
      await routing.settle();
      const unrouted = await open();
      for (const [ticketId, routed] of [[assigned, true] as const, [unrouted, false] as const]) {
        const params = { ticketId };
        for (const message of ['one', 'two'])
          await apis.tickets('addMessage', { params, body: { message, visibility: 'internal' } });
        const query = { limit: String(limit) };
        const first = await apis.tickets('getTicket', { params, query });
        expect(first.body.ticket.routing !== undefined).toBe(routed);
        let page = first.body.thread;
        const types: string[] = [];
        for (;;) {
          expect(page.items.length).toBeLessThanOrEqual(limit);
          types.push(...(page.items as { type: string }[]).map(({ type }) => type));
          if (!page.next) break;
          page = (await apis.tickets('listThread', { params, query: { ...query, cursor: page.next } })).body;
        }
        const note = 'ticket.message_added';
        expect(types).toEqual(['ticket.opened', ...(routed ? ['ticket.assigned'] : []), note, note]);
      }
    },
  );

  it('is assigned to one agent and takes one slot when its event comes three times', async () => {
    await routing.online('a');
    await routing.online('b');
    const ticketId = await open();
    const [event] = await openedEvents();
    expect(await routing.deliver(event, event)).toEqual([]);
    expect(await routing.deliver(event)).toEqual([]);
    expect((await routing.slots()).map(({ sk }) => sk)).toEqual([`W#${ticketId}`]);
    expect(await eventsIn(table, 'ticket.assigned')).toHaveLength(1);
    expect([(await routing.agent('a')).free + (await routing.agent('b')).free]).toEqual([19]);
  });

  it('is assigned once, by the retry, when the worker dies before or after its write', async () => {
    await routing.online('a');
    for (const when of ['before', 'after'] as const) {
      await open();
      const event = (await openedEvents()).at(-1);
      const fault = { command: 'TransactWriteItems', error: lostConnection, when } as const;
      expect(await withFault(table, fault, () => routing.deliver(event))).toEqual([0]);
      expect(await routing.deliver(event)).toEqual([]);
    }
    expect(await routing.agent('a')).toMatchObject({ free: 8 });
    expect(await routing.slots()).toHaveLength(2);
  });

  it('is assigned to the second best agent when the best one goes away between read and write', async () => {
    await routing.online('a');
    await routing.online('b');
    const ticketId = await open();
    const [event] = await openedEvents();
    const leave = async () => {
      await routing.presence('a', 'away');
    };
    expect(await withConcurrentChange(table, leave, () => routing.deliver(event))).toEqual([]);
    expect(await routing.assignee(ticketId)).toBe('b');
    expect(await routing.agent('a')).toMatchObject({ free: 10, presence: 'away' });
  });

  it('is assigned once when a second worker assigns it to another agent between read and write', async () => {
    await routing.online('a');
    await routing.online('b');
    const ticketId = await open();
    const [event] = await openedEvents();
    const rival = async () => {
      await routing.presence('a', 'away');
      routing.clock.set(later(NOON, 5));
      await routing.deliver(event);
      await routing.presence('a', 'online');
    };
    expect(await withConcurrentChange(table, rival, () => routing.deliver(event))).toEqual([]);
    expect(await routing.assignee(ticketId)).toBe('b');
    expect(await routing.agent('a')).toMatchObject({ free: 10 });
    expect(await routing.slots()).toHaveLength(1);
    expect(await eventsIn(table, 'ticket.assigned')).toHaveLength(1);
  });

  it('is not assigned when it is solved between read and write', async () => {
    await routing.online('a');
    const ticketId = await open();
    const [event] = await openedEvents();
    expect(
      await withConcurrentChange(
        table,
        () => routing.move(ticketId, 'solved'),
        () => routing.deliver(event),
      ),
    ).toEqual([]);
    expect(await loadTicket(table, ticketId)).toMatchObject({ status: 'solved' });
    expect(await routing.slots()).toEqual([]);
    expect(await routing.agent('a')).toMatchObject({ free: 10 });
  });

  it('is not assigned when it is solved before routing starts', async () => {
    await routing.online('a');
    const ticketId = await open();
    await routing.move(ticketId, 'solved');
    await routing.settle();
    expect(await routing.assignee(ticketId)).toBeUndefined();
    expect(await routing.agent('a')).toMatchObject({ free: 10 });
  });

  it('keeps a message that arrives before it is assigned', async () => {
    await routing.online('a');
    const ticketId = await open();
    await apis.tickets('addMessage', { params: { ticketId }, body: { message: 'Hello' } });
    const version = (await loadTicket(table, ticketId))?.version;
    await routing.settle();
    expect(await loadTicket(table, ticketId)).toMatchObject({
      assigneeId: 'a',
      status: 'open',
      version: (version ?? 0) + 1,
    });
  });

  it('changes nothing when its id is unknown', async () => {
    await routing.online('a');
    const ticketId = await open();
    const [event] = await openedEvents();
    await routing.pending();
    const before = await snapshot(table);
    expect(
      await routing.deliver({
        ...event,
        data: { ...event?.data, ticketId: 'tkt_01ARZ3NDEKTSV4RRFFQ69G5FAV' },
      }),
    ).toEqual([]);
    expect(await snapshot(table)).toEqual(before);
    expect(await routing.assignee(ticketId)).toBeUndefined();
  });
});

describe('without an available agent', () => {
  it('a ticket waits with the reason, and its waiting group is reevaluated in the next minute', async () => {
    await routing.hired('greta', { languages: ['de'] });
    await routing.online('a', { languages: ['en'] });
    const ticketId = await open({ language: 'de' });
    await routing.settle();
    expect(await routing.why(ticketId)).toMatchObject({
      considered: 0,
      eligible: 0,
      explanation: 'German required; 0 of 0 agents with free capacity; no eligible agent is free; waiting',
    });
    expect(await routing.assignee(ticketId)).toBeUndefined();
    expect(await timedWorkIn(table)).toMatchObject([
      { kind: 'routing.reevaluate_group', queue: 'routingStandard', at: later(NOON, MINUTE_MS) },
    ]);
  });

  it('the tickets of a waiting group share one reevaluation', async () => {
    for (let index = 0; index < 5; index += 1) await open();
    await routing.settle();
    expect(await timedWorkIn(table)).toHaveLength(1);
  });

  it('a group is reevaluated every minute while a ticket waits, and is deleted after ten minutes without any', async () => {
    const ticketId = await open();
    await routing.settle();
    for (let minute = 1; minute <= 12; minute += 1) await routing.pass(later(NOON, minute * MINUTE_MS));
    expect(await timedWorkIn(table)).toMatchObject([{ at: later(NOON, 13 * MINUTE_MS) }]);
    await routing.online('a');
    await routing.settle();
    expect(await routing.assignee(ticketId)).toBe('a');
    await routing.pass(later(NOON, 13 * MINUTE_MS));
    expect(await timedWorkIn(table)).toEqual([]);
    expect(await itemsOfKind(table, 'waitingGroup')).toEqual([]);
  });

  it('a reevaluation repairs a lost event and assigns the ticket, once for two deliveries', async () => {
    const ticketId = await open();
    await routing.settle();
    await routing.online('a');
    await routing.pending();
    const reevaluation = (await timedWorkIn(table)).map((item) => dueMessage(item));
    expect(await routing.deliver(...reevaluation)).toEqual([]);
    expect(await routing.deliver(...reevaluation)).toEqual([]);
    expect(await routing.assignee(ticketId)).toBe('a');
    expect(await routing.agent('a')).toMatchObject({ free: 9 });
  });
});

describe('when an agent’s capacity frees up', () => {
  it('the ticket with the highest priority is assigned first, and the oldest within a priority', async () => {
    const opened: Record<string, string> = {};
    for (const priority of ['low', 'normal', 'urgent', 'high', 'urgent']) {
      const name = opened[priority] ? `${priority}-2` : priority;
      opened[name] = await open({ priority });
    }
    await routing.settle();
    await routing.online('a', { capacity: 3 });
    await routing.settle();
    const assigned = (await eventsIn(table, 'ticket.assigned')).map(({ data }) => data.ticketId);
    expect(new Set(assigned)).toEqual(new Set([opened.urgent, opened['urgent-2'], opened.high]));
    await routing.move(String(opened.urgent), 'solved');
    await routing.settle();
    expect(await routing.assignee(String(opened.normal))).toBe('a');
    expect(await routing.assignee(String(opened.low))).toBeUndefined();
  });

  it('a ticket without an eligible agent does not block those behind it', async () => {
    await routing.hired('greta', { languages: ['de'] });
    const german = await open({ priority: 'urgent', language: 'de' });
    const plain = await open({ priority: 'low' });
    await routing.settle();
    await routing.online('a', { languages: ['en'] });
    await routing.settle();
    expect([await routing.assignee(german), await routing.assignee(plain)]).toEqual([undefined, 'a']);
  });

  it('a ticket of a heavy channel waits for enough capacity while a light one is assigned', async () => {
    await routing.online('a', { capacity: 9 });
    const [phone, mail] = [await open({ channel: 'phone' }), await open()];
    await routing.settle();
    expect([await routing.assignee(phone), await routing.assignee(mail)]).toEqual([undefined, 'a']);
    await apis.routing('putAgent', {
      over: true,
      params: { agentId: 'a' },
      body: { name: 'a', capacity: 11 },
    });
    await routing.settle();
    expect(await routing.assignee(phone)).toBe('a');
    expect(await routing.agent('a')).toMatchObject({ capacity: 11, free: 0 });
  });
});

describe('twenty tickets for three agents with five slots, with every event delivered twice concurrently', () => {
  it('exceed no agent’s capacity; no ticket is assigned twice and none is lost', async () => {
    const agents = ['a', 'b', 'c'];
    for (const id of agents) await routing.online(id, { capacity: 5 });
    const tickets: string[] = [];
    for (let index = 0; index < 20; index += 1) tickets.push(await open());
    const storm = async () => {
      const events = await routing.pending();
      const failures = await Promise.all([
        routing.deliver(...events),
        routing.deliver(...events.toReversed()),
      ]);
      return { events: events.length, failed: failures.flat().length };
    };
    const settled = async () => {
      for (let round = await storm(); round.events > 0; round = await storm()) expect(round.failed).toBe(0);
    };
    await settled();
    const free = async () => Promise.all(agents.map(async (id) => (await routing.agent(id)).free as number));
    expect(await free()).toEqual([0, 0, 0]);
    const slots = await routing.slots();
    expect(slots).toHaveLength(15);
    expect(new Set(slots.map(({ sk }) => sk)).size).toBe(15);
    const assigned = await eventsIn(table, 'ticket.assigned');
    expect(new Set(assigned.map(({ data }) => data.ticketId)).size).toBe(assigned.length);
    for (let left = tickets; left.length > 0; ) {
      const held = (await routing.slots()).map(({ sk }) => String(sk).slice(2));
      expect(held.length).toBe(Math.min(15, left.length));
      await Promise.all(held.map((id) => routing.move(id, 'solved')));
      await settled();
      left = left.filter((id) => !held.includes(id));
    }
    expect(await free()).toEqual([5, 5, 5]);
    expect(await routing.slots()).toEqual([]);
    expect(await eventsIn(table, 'ticket.assigned')).toHaveLength(20);
  });
});
