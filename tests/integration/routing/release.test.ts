import { beforeEach, describe, expect, it } from 'vitest';
import type { DomainEvent } from '../../../functions/platform/events/domain-event.ts';
import type { Table } from '../../../functions/platform/table/table.ts';
import { type Apis, apisOf, newCustomer, newTicket } from '../../support/http/apis.ts';
import { routingOf } from '../../support/routing/routing.ts';
import { lostConnection, withFault } from '../../support/table/faults.ts';
import { freshTable, snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn } from '../../support/table/stored.ts';

let table: Table;
let apis: Apis;
let routing: ReturnType<typeof routingOf>;
let ticketId: string;

beforeEach(async () => {
  table = await freshTable();
  apis = apisOf(table);
  routing = routingOf(table, apis);
  const { id } = await newCustomer(apis, 'ada');
  await routing.online('a');
  ticketId = (await newTicket(apis, id)).id;
  await routing.settle();
});

const last = async (type: string): Promise<DomainEvent | undefined> => (await eventsIn(table, type)).at(-1);
const free = async () => (await routing.agent('a')).free as number;

describe('solving a ticket', () => {
  it('frees the agent’s capacity and publishes that it was freed', async () => {
    expect(await free()).toBe(9);
    await routing.move(ticketId, 'solved');
    await routing.settle();
    expect(await free()).toBe(10);
    expect(await routing.slots()).toEqual([]);
    expect((await eventsIn(table, 'agent.capacity_freed')).map(({ data }) => data)).toContainEqual({
      agentId: 'a',
      why: 'released',
    });
  });

  it('frees the capacity once when the event is delivered several times', async () => {
    await routing.move(ticketId, 'solved');
    const solved = await last('ticket.solved');
    expect(await routing.deliver(solved, solved, solved)).toEqual([]);
    const before = await snapshot(table);
    expect(await routing.deliver(solved)).toEqual([]);
    expect(await snapshot(table)).toEqual(before);
    expect(await free()).toBe(10);
  });

  it('frees the capacity once when the worker dies after its write', async () => {
    await routing.move(ticketId, 'solved');
    const solved = await last('ticket.solved');
    const fault = { command: 'TransactWriteItems', error: lostConnection, when: 'after' } as const;
    expect(await withFault(table, fault, () => routing.deliver(solved))).toEqual([0]);
    expect(await routing.deliver(solved)).toEqual([]);
    expect(await free()).toBe(10);
  });

  it('frees nothing for an unassigned ticket', async () => {
    await routing.presence('a', 'offline');
    const other = (await newTicket(apis, (await newCustomer(apis, 'bob')).id)).id;
    await routing.settle();
    await routing.move(other, 'solved');
    const freed = (await eventsIn(table, 'agent.capacity_freed')).length;
    await routing.settle();
    expect(await free()).toBe(9);
    expect(await eventsIn(table, 'agent.capacity_freed')).toHaveLength(freed);
  });

  it('frees the capacity of an agent who has gone offline', async () => {
    await routing.presence('a', 'offline');
    await routing.move(ticketId, 'solved');
    await routing.settle();
    expect(await routing.agent('a')).toMatchObject({ free: 10, presence: 'offline' });
  });
});

describe('reopening a ticket', () => {
  beforeEach(async () => {
    await routing.move(ticketId, 'solved');
    await routing.move(ticketId, 'open');
  });

  it('assigns it to the previous assignee when its capacity was freed before', async () => {
    await routing.online('b');
    expect(await routing.deliver(await last('ticket.solved'))).toEqual([]);
    expect(await free()).toBe(10);
    expect(await routing.deliver(await last('ticket.reopened'))).toEqual([]);
    expect(await routing.assignee(ticketId)).toBe('a');
    expect(await free()).toBe(9);
  });

  it('transfers the held slot when it comes first, and the late release frees nothing', async () => {
    expect(await routing.deliver(await last('ticket.reopened'))).toEqual([]);
    expect([await routing.assignee(ticketId), await free()]).toEqual(['a', 9]);
    const before = await snapshot(table);
    expect(await routing.deliver(await last('ticket.solved'))).toEqual([]);
    expect(await snapshot(table)).toEqual(before);
    expect(await routing.slots()).toHaveLength(1);
  });

  for (const order of [
    ['ticket.solved', 'ticket.reopened'],
    ['ticket.reopened', 'ticket.solved'],
  ]) {
    it(`ends with one slot per assigned ticket after ${order.join(' then ')}, each delivered twice`, async () => {
      const events = await Promise.all(order.map(last));
      for (const event of [...events, ...events]) expect(await routing.deliver(event)).toEqual([]);
      expect([await free(), (await routing.slots()).length]).toEqual([9, 1]);
      await routing.move(ticketId, 'solved');
      await routing.settle();
      expect([await free(), (await routing.slots()).length]).toEqual([10, 0]);
    });
  }

  it('ends with one slot when it is handled concurrently with the release', async () => {
    const [solved, reopened] = await Promise.all([last('ticket.solved'), last('ticket.reopened')]);
    const failures = await Promise.all([
      routing.deliver(reopened),
      routing.deliver(solved),
      routing.deliver(reopened),
      routing.deliver(solved),
    ]);
    if (failures.flat().length > 0) await routing.deliver(solved, reopened);
    await routing.settle();
    expect(await routing.assignee(ticketId)).toBe('a');
    expect([await free(), (await routing.slots()).length]).toEqual([9, 1]);
  });
});

describe('reopening a ticket that takes all capacity of its agent', () => {
  it('waits until its own slot is freed and then assigns the ticket', async () => {
    const phone = (await newTicket(apis, (await newCustomer(apis, 'bob')).id, { channel: 'phone' })).id;
    await routing.online('b', { capacity: 10 });
    await routing.settle();
    await routing.presence('a', 'offline');
    expect([await routing.assignee(phone), (await routing.agent('b')).free]).toEqual(['b', 0]);
    await routing.move(phone, 'solved');
    await routing.move(phone, 'open');
    expect(await routing.deliver(await last('ticket.reopened'))).toEqual([]);
    expect(await routing.assignee(phone)).toBeUndefined();
    await routing.settle();
    expect([await routing.assignee(phone), (await routing.agent('b')).free]).toEqual(['b', 0]);
  });
});
