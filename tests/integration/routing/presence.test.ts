import { beforeEach, describe, expect, it } from 'vitest';
import { loadTicket } from '../../../functions/tickets/core/ticket-store.ts';
import { later, NOON } from '../../support/context.ts';
import { dueMessage } from '../../support/queue.ts';
import { lostConnection, withConcurrentChange, withFault } from '../../support/table/faults.ts';
import { snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn, itemsOfKind, timedWorkIn } from '../../support/table/stored.ts';
import { type Desk, openDesk } from '../../support/tickets/desk.ts';

let desk: Desk;

beforeEach(async () => {
  desk = await openDesk();
});

const ann = { role: 'agent', id: 'ann' } as const;
const presenceOf = async (agentId = 'ann') => (await desk.routing.agent(agentId)).presence;
const beat = (agentId = 'ann', as: { role: 'agent' | 'service'; id: string } = ann) =>
  desk.apis.routing('heartbeat', { params: { agentId }, body: {}, as });

describe('going offline', () => {
  let ticketId: string;

  beforeEach(async () => {
    await desk.routing.online('ann');
    ticketId = await desk.open();
    await desk.routing.settle();
  });

  it('requeues unanswered tickets with their age after the grace period and frees the capacity', async () => {
    const { waitingSince } = (await loadTicket(desk.table, ticketId)) ?? {};
    await desk.at(10);
    await desk.routing.presence('ann', 'offline');
    await desk.at(69.999);
    expect(await desk.routing.assignee(ticketId)).toBe('ann');
    await desk.at(70);
    expect(await loadTicket(desk.table, ticketId)).toMatchObject({
      waitingSince,
      previousAssigneeId: 'ann',
      waitingGroupId: expect.any(String),
    });
    expect(await desk.routing.assignee(ticketId)).toBeUndefined();
    expect(await desk.routing.agent('ann')).toMatchObject({ free: 10, work: {}, presence: 'offline' });
    expect(await desk.routing.slots()).toEqual([]);
    expect(await eventsIn(desk.table, 'ticket.released')).toMatchObject([
      { data: { ticketId, agentId: 'ann', reason: 'offline' } },
    ]);
  });

  it('assigns the requeued ticket to an agent who is online', async () => {
    await desk.routing.online('bob');
    await desk.routing.presence('ann', 'offline');
    await desk.at(60);
    expect(await desk.routing.assignee(ticketId)).toBe('bob');
  });

  it('sends the requeue as a delayed message, to the second', async () => {
    await desk.routing.presence('ann', 'offline');
    await desk.routing.settle();
    expect(desk.routing.sentEarly).toContainEqual(
      expect.objectContaining({ kind: 'routing.requeue_offline', at: later(NOON, 60_000) }),
    );
  });

  it('keeps the tickets of an agent who comes back within the grace period', async () => {
    await desk.routing.presence('ann', 'offline');
    await desk.routing.settle();
    const early = desk.routing.sentEarly.find(({ kind }) => kind === 'routing.requeue_offline');
    await desk.at(59.999);
    await desk.routing.presence('ann', 'online');
    await desk.at(300);
    expect(await desk.routing.deliver({ due: [early] })).toEqual([]);
    expect(await desk.routing.assignee(ticketId)).toBe('ann');
    expect(await eventsIn(desk.table, 'ticket.released')).toEqual([]);
  });

  it('keeps the remaining tickets of an agent who comes back during the requeue', async () => {
    await desk.routing.presence('ann', 'offline');
    await desk.routing.settle();
    const [due] = await timedWorkIn(desk.table, 'routing.requeue_offline');
    const back = async () => {
      await desk.routing.presence('ann', 'online');
    };
    await withConcurrentChange(desk.table, back, () => desk.routing.deliver(due && dueMessage(due)));
    expect(await desk.routing.assignee(ticketId)).toBe('ann');
    expect(await eventsIn(desk.table, 'ticket.released')).toEqual([]);
  });

  it('keeps tickets that were answered or wait for the customer', async () => {
    const [answered, pending, again] = [await desk.open(), await desk.open(), await desk.open()];
    await desk.routing.settle();
    const say = (id: string, over: object = {}) =>
      desk.apis.tickets('addMessage', { params: { ticketId: id }, body: { message: 'm', ...over }, as: ann });
    await say(answered);
    await say(pending);
    await desk.routing.move(pending, 'pending');
    await say(again);
    desk.clock.set(later(NOON, 1000));
    const customer = { role: 'customer', id: desk.customerId } as const;
    const mine = { params: { ticketId: again }, body: { message: 'and now?' }, as: customer };
    expect((await desk.apis.portal('addMyMessage', mine)).status).toBe(201);
    desk.clock.set(later(NOON, 2000));
    await say(again, { visibility: 'internal' });
    await say(again, { automatic: true });
    await desk.routing.presence('ann', 'offline');
    await desk.at(120);
    const left = await Promise.all(
      [ticketId, answered, pending, again].map((id) => desk.routing.assignee(id)),
    );
    expect(left).toEqual([undefined, 'ann', 'ann', undefined]);
  });

  it('requeues each ticket once, however often the message comes and wherever the worker dies', async () => {
    for (let count = 0; count < 3; count += 1) await desk.open();
    await desk.routing.settle();
    await desk.routing.presence('ann', 'offline');
    desk.clock.set(later(NOON, 60_000));
    const [due] = await timedWorkIn(desk.table, 'routing.requeue_offline');
    const message = due && dueMessage(due);
    for (const skip of [0, 1, 2]) {
      const fault = { command: 'TransactWriteItems', error: lostConnection, when: 'after', skip } as const;
      await withFault(desk.table, fault, () => desk.routing.deliver(message));
    }
    expect(await desk.routing.deliver(message)).toEqual([]);
    expect(await desk.routing.deliver(message)).toEqual([]);
    expect(await eventsIn(desk.table, 'ticket.released')).toHaveLength(4);
    expect(await desk.routing.agent('ann')).toMatchObject({ free: 10 });
  });

  it('takes the grace period from the settings', async () => {
    await desk.apis.routing('putRoutingSettings', { over: true, body: { graceSeconds: 5 } });
    await desk.at(30);
    await desk.routing.presence('ann', 'offline');
    await desk.at(35);
    expect(await desk.routing.assignee(ticketId)).toBeUndefined();
  });
});

describe('an agent on a break', () => {
  it('gets no new tickets and keeps the assigned ones', async () => {
    await desk.routing.online('ann');
    const kept = await desk.open();
    await desk.routing.settle();
    await desk.routing.presence('ann', 'on_break');
    const waits = await desk.open();
    await desk.at(600);
    expect([await desk.routing.assignee(kept), await desk.routing.assignee(waits)]).toEqual([
      'ann',
      undefined,
    ]);
    expect(await itemsOfKind(desk.table, 'availability')).toEqual([]);
  });
});

describe('heartbeats', () => {
  beforeEach(async () => {
    await desk.routing.online('ann');
    await desk.routing.settle();
  });

  it('are not expected before the first one', async () => {
    await desk.at(3600);
    expect(await presenceOf()).toBe('online');
  });

  it('set the agent offline when none comes for 90 s, and no sooner', async () => {
    expect(await beat()).toMatchObject({ status: 200, body: { presence: 'online', everySeconds: 30 } });
    await desk.at(30);
    await beat();
    await desk.at(90);
    await desk.at(119.999);
    expect(await presenceOf()).toBe('online');
    await desk.at(120);
    expect(await presenceOf()).toBe('offline');
  });

  it('keep the agent online while they continue', async () => {
    for (let seconds = 0; seconds <= 600; seconds += 30) {
      await desk.at(seconds);
      await beat();
    }
    expect(await presenceOf()).toBe('online');
    expect((await timedWorkIn(desk.table)).filter(({ kind }) => kind === 'routing.heartbeat')).toHaveLength(
      1,
    );
  });

  it('send their check as a delayed message when they start and after every check', async () => {
    await beat();
    await desk.routing.settle();
    await desk.at(60);
    await beat();
    await desk.at(90);
    const checks = desk.routing.sentEarly
      .filter(({ kind }) => kind === 'routing.heartbeat')
      .map(({ at }) => at);
    expect(checks).toEqual([later(NOON, 90_000), later(NOON, 150_000)]);
  });

  it('set the agent offline once when the check is delivered twice, and requeue the work after the grace period', async () => {
    const ticketId = await desk.open();
    await desk.routing.settle();
    await beat();
    desk.clock.set(later(NOON, 90_000));
    const [due] = await timedWorkIn(desk.table, 'routing.heartbeat');
    const message = due && dueMessage(due);
    expect([...(await desk.routing.deliver(message)), ...(await desk.routing.deliver(message))]).toEqual([]);
    const changes = (await eventsIn(desk.table, 'agent.presence_changed')).filter(
      ({ data }) => data.to === 'offline',
    );
    expect(changes).toHaveLength(1);
    await desk.at(149.999);
    expect(await desk.routing.assignee(ticketId)).toBe('ann');
    await desk.at(150);
    expect(await desk.routing.assignee(ticketId)).toBeUndefined();
  });

  it('return offline to the client of an offline agent and start nothing', async () => {
    await desk.routing.presence('ann', 'offline');
    const before = await snapshot(desk.table);
    expect((await beat()).body).toEqual({ presence: 'offline', everySeconds: 30 });
    expect(await snapshot(desk.table)).toEqual(before);
  });

  it('end when the agent goes offline', async () => {
    await beat();
    await desk.routing.presence('ann', 'offline');
    expect((await timedWorkIn(desk.table)).filter(({ kind }) => kind === 'routing.heartbeat')).toEqual([]);
    await desk.routing.presence('ann', 'online');
    await desk.at(3600);
    expect(await presenceOf()).toBe('online');
  });

  it('answer 404 for another agent and reject machine clients', async () => {
    expect(await beat('bob')).toMatchObject({ status: 404, body: { code: 'agent.not_found' } });
    expect(await beat('nobody', { role: 'agent', id: 'nobody' })).toMatchObject({ status: 404 });
    expect(await beat('ann', { role: 'service', id: 's' })).toMatchObject({ status: 403 });
  });
});

describe('shifts', () => {
  // The tests start on a Tuesday at noon UTC, 13:00 in Berlin.
  const plan = (weekly: object[], agentId = 'ann') =>
    desk.apis.routing('putShifts', {
      over: true,
      params: { agentId },
      body: { timeZone: 'Europe/Berlin', weekly },
    });
  const hour = 3600;

  beforeEach(async () => {
    await desk.apis.routing('putAgent', { over: true, params: { agentId: 'ann' }, body: { name: 'Ann' } });
  });

  it('set an agent online at the start and offline at the end, every day', async () => {
    const answer = await plan([2, 3].map((day) => ({ day, from: '14:00', to: '15:00' })));
    expect(answer).toMatchObject({
      status: 200,
      body: { next: { at: later(NOON, hour * 1000), presence: 'online' } },
    });
    const seen: string[] = [];
    for (const seconds of [hour - 1, hour, 2 * hour - 1, 2 * hour, 25 * hour, 26 * hour]) {
      await desk.at(seconds);
      seen.push(await presenceOf());
    }
    expect(seen).toEqual(['offline', 'online', 'online', 'offline', 'online', 'offline']);
  });

  it('assign waiting tickets at the start, and requeue unanswered ones after the end and the grace period', async () => {
    const ticketId = await desk.open();
    await desk.routing.settle();
    await plan([{ day: 2, from: '14:00', to: '15:00' }]);
    await desk.at(hour);
    expect(await desk.routing.assignee(ticketId)).toBe('ann');
    await desk.at(2 * hour);
    expect(await desk.routing.assignee(ticketId)).toBe('ann');
    await desk.at(2 * hour + 60);
    expect(await desk.routing.assignee(ticketId)).toBeUndefined();
  });

  it('change presence once and keep one next change when the message comes twice', async () => {
    await plan([{ day: 2, from: '14:00', to: '15:00' }]);
    desk.clock.set(later(NOON, hour * 1000));
    const [due] = await timedWorkIn(desk.table, 'routing.shift');
    const message = due && dueMessage(due);
    expect([...(await desk.routing.deliver(message)), ...(await desk.routing.deliver(message))]).toEqual([]);
    expect(await eventsIn(desk.table, 'agent.presence_changed')).toHaveLength(1);
    expect(await timedWorkIn(desk.table, 'routing.shift')).toMatchObject([
      { at: later(NOON, 2 * hour * 1000) },
    ]);
  });

  it('are replaced by a new plan, even by one without hours', async () => {
    await plan([{ day: 2, from: '14:00', to: '15:00' }]);
    await plan([]);
    expect(await timedWorkIn(desk.table, 'routing.shift')).toEqual([]);
    const seen = await desk.apis.routing('getShifts', { params: { agentId: 'ann' }, as: ann });
    expect(seen).toMatchObject({ status: 200, body: { shifts: { weekly: [] } } });
  });

  it('are planned by leads for existing agents, and are hidden from other agents', async () => {
    const before = await snapshot(desk.table);
    expect(await plan([], 'nobody')).toMatchObject({ status: 404, body: { code: 'agent.not_found' } });
    const get = (agentId: string) => desk.apis.routing('getShifts', { params: { agentId }, as: ann });
    expect(await get('ann')).toMatchObject({ status: 404, body: { code: 'shifts.not_found' } });
    expect(await get('bob')).toMatchObject({ status: 404, body: { code: 'agent.not_found' } });
    const call = { params: { agentId: 'ann' }, body: { timeZone: 'UTC', weekly: [] }, as: ann };
    expect((await desk.apis.routing('putShifts', call)).status).toBe(403);
    expect(await snapshot(desk.table)).toEqual(before);
  });
});
