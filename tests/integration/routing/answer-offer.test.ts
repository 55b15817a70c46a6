import { beforeEach, describe, expect, it } from 'vitest';
import { loadTicket } from '../../../functions/tickets/core/ticket-store.ts';
import { later, NOON } from '../../support/context.ts';
import { dueMessage } from '../../support/queue.ts';
import { withConcurrentChange } from '../../support/table/faults.ts';
import { snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn, timedWorkIn } from '../../support/table/stored.ts';
import { type Desk, openDesk } from '../../support/tickets/desk.ts';

let desk: Desk;
let ticketId: string;

const general = { name: 'General', position: 1 };
const answer = (operation: 'acceptTicket' | 'declineTicket', id = 'ann', headers = {}) =>
  desk.apis.routing(operation, {
    params: { ticketId },
    as: { role: 'agent', id },
    headers,
    body: operation === 'declineTicket' ? { reason: 'at lunch' } : {},
  });
const refused = { status: 409, body: { code: 'routing.no_offer' } };

beforeEach(async () => {
  desk = await openDesk();
  await desk.apis.routing('putQueue', {
    over: true,
    params: { queueId: 'general' },
    body: { ...general, acceptSeconds: 20 },
  });
  await desk.routing.online('ann');
  ticketId = await desk.open();
  await desk.routing.settle();
});

describe('a ticket of a queue with offers', () => {
  it('is offered until a stated time and takes capacity of the agent meanwhile', async () => {
    expect(await loadTicket(desk.table, ticketId)).toMatchObject({
      assigneeId: 'ann',
      offer: { until: later(NOON, 20_000) },
    });
    expect(await desk.routing.agent('ann')).toMatchObject({ free: 9, work: { email: 1 } });
    expect(await eventsIn(desk.table, 'ticket.assigned')).toMatchObject([
      { data: { offeredUntil: later(NOON, 20_000) } },
    ]);
    expect(desk.routing.sentEarly).toContainEqual(
      expect.objectContaining({ kind: 'routing.offer_ended', at: later(NOON, 20_000) }),
    );
  });

  it('stays with the agent who accepts it, and answers a repeated request the same way', async () => {
    const key = { 'idempotency-key': 'k1' };
    expect(await answer('acceptTicket', 'ann', key)).toMatchObject({
      status: 200,
      body: { outcome: 'accepted' },
    });
    expect(await answer('acceptTicket', 'ann', key)).toMatchObject({
      status: 200,
      body: { outcome: 'accepted' },
    });
    await desk.at(100);
    expect(await desk.routing.assignee(ticketId)).toBe('ann');
    expect((await loadTicket(desk.table, ticketId))?.offer).toBeUndefined();
    expect(await eventsIn(desk.table, 'ticket.accepted')).toHaveLength(1);
    expect(await answer('declineTicket')).toMatchObject(refused);
  });

  it('waits again with its age when declined, and is not offered to the same agent for ten minutes', async () => {
    const { waitingSince } = (await loadTicket(desk.table, ticketId)) ?? {};
    await desk.at(10);
    expect(await answer('declineTicket')).toMatchObject({ status: 200, body: { outcome: 'declined' } });
    await desk.routing.settle();
    expect(await desk.routing.assignee(ticketId)).toBeUndefined();
    expect(await desk.routing.agent('ann')).toMatchObject({ free: 10 });
    expect(await eventsIn(desk.table, 'ticket.released')).toMatchObject([
      { data: { agentId: 'ann', reason: 'declined', note: 'at lunch' } },
    ]);
    await desk.at(609.999);
    expect(await desk.routing.assignee(ticketId)).toBeUndefined();
    await desk.at(610);
    expect(await loadTicket(desk.table, ticketId)).toMatchObject({ assigneeId: 'ann', waitingSince });
  });

  it('goes to another agent with free capacity when declined', async () => {
    await desk.routing.online('bob');
    await desk.routing.settle();
    await answer('declineTicket');
    await desk.routing.settle();
    expect(await desk.routing.assignee(ticketId)).toBe('bob');
  });

  it('waits again when the time to accept runs out, once for two deliveries', async () => {
    desk.clock.set(later(NOON, 20_000));
    const [due] = await timedWorkIn(desk.table, 'routing.offer_ended');
    const message = due && dueMessage(due);
    expect([...(await desk.routing.deliver(message)), ...(await desk.routing.deliver(message))]).toEqual([]);
    await desk.routing.settle();
    expect(await desk.routing.assignee(ticketId)).toBeUndefined();
    expect(await eventsIn(desk.table, 'ticket.released')).toMatchObject([
      { data: { reason: 'not_accepted' } },
    ]);
  });

  it('is accepted or returned, never both, when the agent accepts while the time runs out', async () => {
    desk.clock.set(later(NOON, 20_000));
    const [due] = await timedWorkIn(desk.table, 'routing.offer_ended');
    const accept = async () => {
      await answer('acceptTicket');
    };
    await withConcurrentChange(desk.table, accept, () => desk.routing.deliver(due && dueMessage(due)));
    expect(await desk.routing.assignee(ticketId)).toBe('ann');
    expect(await eventsIn(desk.table, 'ticket.released')).toEqual([]);
  });

  it('frees its agent when it is solved before an answer, and the end of the offer changes nothing', async () => {
    await desk.routing.move(ticketId, 'solved');
    await desk.routing.settle();
    await desk.at(100);
    expect(await desk.routing.agent('ann')).toMatchObject({ free: 10 });
    expect(await timedWorkIn(desk.table, 'routing.offer_ended')).toEqual([]);
    expect(await eventsIn(desk.table, 'ticket.released')).toEqual([]);
  });

  it('rejects the answer of another agent, a late answer, and an unknown ticket', async () => {
    const before = await snapshot(desk.table);
    expect(await answer('acceptTicket', 'bob')).toMatchObject(refused);
    desk.clock.set(later(NOON, 20_001));
    expect(await answer('acceptTicket')).toMatchObject(refused);
    expect(await answer('declineTicket')).toMatchObject(refused);
    ticketId = 'tkt_01ARZ3NDEKTSV4RRFFQ69G5FAV';
    expect(await answer('acceptTicket')).toMatchObject({ status: 404, body: { code: 'ticket.not_found' } });
    expect(await snapshot(desk.table)).toEqual(before);
  });
});
