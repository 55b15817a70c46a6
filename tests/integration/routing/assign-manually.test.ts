import { beforeEach, describe, expect, it } from 'vitest';
import { ticketUpdated } from '../../../functions/tickets/core/new-events.ts';
import type { Ticket } from '../../../functions/tickets/core/ticket.ts';
import { loadTicket, saveTicket } from '../../../functions/tickets/core/ticket-store.ts';
import { contextAt, NOON } from '../../support/context.ts';
import type { Call } from '../../support/http/call-api.ts';
import { commitOrFail } from '../../support/table/commit-or-fail.ts';
import { withConcurrentChange } from '../../support/table/faults.ts';
import { snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn } from '../../support/table/stored.ts';
import { type Desk, openDesk } from '../../support/tickets/desk.ts';

let desk: Desk;

beforeEach(async () => {
  desk = await openDesk();
  // The only agent who speaks German is offline, so tickets in German wait.
  await desk.routing.hired('greta', { languages: ['de'] });
});

const reason = 'knows the customer';
const by = (
  operation: 'assignTicket' | 'releaseTicket' | 'queueTicket',
  ticketId: string,
  body: object,
  over: Call = {},
) =>
  desk.apis.routing(operation, {
    params: { ticketId },
    body: { reason, ...body },
    as: { role: 'lead', id: 'lou' },
    ...over,
  });
const free = async (agentId: string) => (await desk.routing.agent(agentId)).free as number;

/** Changes a ticket as staff or the analysis of a later message would. */
async function change(ticketId: string, over: Partial<Ticket>): Promise<void> {
  const ticket = await loadTicket(desk.table, ticketId);
  if (!ticket) throw new Error('no ticket');
  const next = { ...ticket, ...over, version: ticket.version + 1 };
  await commitOrFail(desk.table, contextAt(), {
    writes: [saveTicket(next)],
    events: [ticketUpdated(ticket, next, {})],
  });
  await desk.routing.settle();
}

const complaint = { kinds: ['complaint' as const], reasons: ['angry'], by: 'model' as const, at: NOON };
const trained = { skills: [{ name: 'trained_complaints', level: 1 }] };

describe('assigning a ticket manually', () => {
  it('takes capacity, records who assigned it and why, and takes effect once for a repeated request', async () => {
    await desk.routing.online('ann', { languages: ['en'] });
    const ticketId = await desk.open({ language: 'de' });
    await desk.routing.settle();
    const headers = { 'idempotency-key': 'k1' };
    for (let twice = 0; twice < 2; twice += 1) {
      expect(await by('assignTicket', ticketId, { agentId: 'ann' }, { headers })).toMatchObject({
        status: 200,
        body: { ticketId, assigneeId: 'ann' },
      });
    }
    expect(await desk.routing.assignee(ticketId)).toBe('ann');
    expect(await desk.routing.why(ticketId)).toMatchObject({
      agentId: 'ann',
      explanation: `assigned manually by lou: ${reason}`,
    });
    expect(await free('ann')).toBe(9);
    expect(await desk.routing.slots()).toHaveLength(1);
    await desk.routing.settle();
    await desk.routing.move(ticketId, 'solved');
    await desk.routing.settle();
    expect(await free('ann')).toBe(10);
  });

  it('frees the previous agent in the same transaction', async () => {
    await desk.routing.online('ann');
    const ticketId = await desk.open();
    await desk.routing.settle();
    await desk.routing.online('bob');
    expect((await by('assignTicket', ticketId, { agentId: 'bob' })).status).toBe(200);
    expect([await free('ann'), await free('bob')]).toEqual([10, 9]);
    const assigned = (await eventsIn(desk.table, 'ticket.assigned')).map(({ data }) => data);
    expect(assigned).toContainEqual(expect.objectContaining({ agentId: 'bob', previousAssigneeId: 'ann' }));
    expect((await by('assignTicket', ticketId, { agentId: 'bob' })).status).toBe(200);
    expect(await free('bob')).toBe(9);
  });

  it('decides again when the ticket was assigned to another agent between read and write', async () => {
    await desk.routing.online('ann', { languages: ['en'] });
    await desk.routing.online('bob', { languages: ['en'] });
    const ticketId = await desk.open({ language: 'de' });
    await desk.routing.settle();
    const rival = async () => {
      await by('assignTicket', ticketId, { agentId: 'ann' });
    };
    const answer = await withConcurrentChange(desk.table, rival, () =>
      by('assignTicket', ticketId, { agentId: 'bob' }),
    );
    expect(answer.status).toBe(200);
    expect([await desk.routing.assignee(ticketId), await free('ann'), await free('bob')]).toEqual([
      'bob',
      10,
      9,
    ]);
  });

  it('exceeds the capacity or assigns to an offline agent only with force', async () => {
    const unavailable = { status: 409, body: { code: 'routing.agent_unavailable' } };
    await desk.routing.online('ann', { capacity: 9, languages: ['en'] });
    const ticketId = await desk.open({ channel: 'phone', language: 'de' });
    await desk.routing.settle();
    const before = await snapshot(desk.table);
    expect(await by('assignTicket', ticketId, { agentId: 'ann' })).toMatchObject(unavailable);
    expect(await snapshot(desk.table)).toEqual(before);
    expect((await by('assignTicket', ticketId, { agentId: 'ann', force: true })).status).toBe(200);
    expect(await desk.routing.agent('ann')).toMatchObject({ free: -1 });
    await desk.apis.routing('putAgent', { over: true, params: { agentId: 'bob' }, body: { name: 'Bob' } });
    expect(await by('assignTicket', ticketId, { agentId: 'bob' })).toMatchObject(unavailable);
    expect((await by('assignTicket', ticketId, { agentId: 'bob', force: true })).status).toBe(200);
    expect([await free('ann'), await free('bob')]).toEqual([9, 0]);
  });

  it('never assigns a sensitive ticket to an untrained agent or a bot, not even with force', async () => {
    await desk.routing.online('novice');
    await desk.routing.online('bot', { kind: 'bot', ...trained });
    const ticketId = await desk.open({ language: 'de' });
    await desk.routing.settle();
    await change(ticketId, { sensitive: complaint });
    const before = await snapshot(desk.table);
    for (const agentId of ['novice', 'bot']) {
      expect(await by('assignTicket', ticketId, { agentId, force: true })).toMatchObject({
        status: 409,
        body: { code: 'routing.untrained' },
      });
    }
    expect(await snapshot(desk.table)).toEqual(before);
    await desk.routing.online('expert', trained);
    expect((await by('assignTicket', ticketId, { agentId: 'expert' })).status).toBe(200);
  });

  it('rejects a solved ticket, an unknown ticket, an unknown agent, and callers who are not leads', async () => {
    await desk.routing.online('ann');
    const ticketId = await desk.open();
    await desk.routing.move(ticketId, 'solved');
    const unknown = 'tkt_01ARZ3NDEKTSV4RRFFQ69G5FAV';
    const other = await desk.open();
    const before = await snapshot(desk.table);
    const code = async (id: string, agentId: string) => (await by('assignTicket', id, { agentId })).body.code;
    expect([await code(ticketId, 'ann'), await code(unknown, 'ann'), await code(other, 'nobody')]).toEqual([
      'routing.not_assignable',
      'ticket.not_found',
      'agent.not_found',
    ]);
    for (const operation of ['assignTicket', 'releaseTicket', 'queueTicket'] as const) {
      const as = { role: 'agent', id: 'ann' } as const;
      expect((await by(operation, other, { agentId: 'ann', queueId: 'general' }, { as })).status).toBe(403);
    }
    expect(await snapshot(desk.table)).toEqual(before);
  });
});

describe('unassigning a ticket manually', () => {
  it('keeps the age of the ticket and assigns it to another agent first', async () => {
    await desk.routing.online('ann');
    const ticketId = await desk.open();
    await desk.routing.settle();
    await desk.routing.online('bob');
    expect((await by('releaseTicket', ticketId, {})).status).toBe(200);
    await desk.routing.settle();
    expect(await desk.routing.assignee(ticketId)).toBe('bob');
    expect(await free('ann')).toBe(10);
    expect(await eventsIn(desk.table, 'ticket.released')).toMatchObject([
      { data: { agentId: 'ann', reason: 'manual', note: reason } },
    ]);
  });

  it('rejects an unassigned ticket and a solved one', async () => {
    const ticketId = await desk.open();
    expect(await by('releaseTicket', ticketId, {})).toMatchObject({ body: { code: 'routing.not_assigned' } });
    await desk.routing.move(ticketId, 'solved');
    expect(await by('releaseTicket', ticketId, {})).toMatchObject({
      body: { code: 'routing.not_assignable' },
    });
  });
});

describe('moving a ticket to a queue manually', () => {
  it('keeps it there against the conditions and routes it by the rules of that queue', async () => {
    const body = {
      name: 'Law',
      position: 1,
      conditions: { tags: ['law'] },
      requiredSkills: [{ name: 'law', level: 1 }],
    };
    await desk.apis.routing('putQueue', { over: true, params: { queueId: 'law' }, body });
    const ticketId = await desk.open();
    await desk.routing.settle();
    expect(await loadTicket(desk.table, ticketId)).toMatchObject({ queueId: 'general' });
    expect((await by('queueTicket', ticketId, { queueId: 'law' })).status).toBe(200);
    await desk.at(60);
    expect(await loadTicket(desk.table, ticketId)).toMatchObject({ queueId: 'law', queuedBy: 'staff' });
    await desk.routing.online('ann');
    await desk.routing.online('lawyer', { skills: [{ name: 'law', level: 1 }] });
    await desk.routing.settle();
    expect(await desk.routing.assignee(ticketId)).toBe('lawyer');
  });

  it('rejects an unknown queue and a solved ticket', async () => {
    const ticketId = await desk.open();
    const before = await snapshot(desk.table);
    expect(await by('queueTicket', ticketId, { queueId: 'nowhere' })).toMatchObject({
      status: 404,
      body: { code: 'queue.not_found' },
    });
    expect(await snapshot(desk.table)).toEqual(before);
    await desk.routing.move(ticketId, 'solved');
    expect(await by('queueTicket', ticketId, { queueId: 'general' })).toMatchObject({
      body: { code: 'routing.not_assignable' },
    });
  });
});

describe('a ticket that changes after it was routed', () => {
  it('moves from an untrained to a trained agent, with the reason, when it becomes sensitive', async () => {
    await desk.routing.online('ann');
    const ticketId = await desk.open();
    await desk.routing.settle();
    await desk.routing.online('expert', trained);
    await desk.routing.settle();
    await change(ticketId, { sensitive: complaint });
    expect(await desk.routing.assignee(ticketId)).toBe('expert');
    expect(await free('ann')).toBe(10);
    expect(await eventsIn(desk.table, 'ticket.released')).toMatchObject([
      { data: { agentId: 'ann', reason: 'untrained' } },
    ]);
  });

  it('stays with a trained agent when it becomes sensitive', async () => {
    await desk.routing.online('expert', trained);
    const ticketId = await desk.open();
    await desk.routing.settle();
    await change(ticketId, { sensitive: complaint });
    expect(await desk.routing.assignee(ticketId)).toBe('expert');
    expect(await eventsIn(desk.table, 'ticket.released')).toEqual([]);
  });

  it('overtakes other waiting tickets when it becomes urgent', async () => {
    const [first, second] = [await desk.open({ priority: 'high' }), await desk.open()];
    await desk.routing.settle();
    await change(second, { priority: 'urgent' });
    await desk.routing.online('ann', { capacity: 1 });
    await desk.routing.settle();
    expect([await desk.routing.assignee(first), await desk.routing.assignee(second)]).toEqual([
      undefined,
      'ann',
    ]);
  });

  it('moves to another waiting group when its language changes', async () => {
    const ticketId = await desk.open({ language: 'de' });
    await desk.routing.settle();
    await desk.routing.online('fred', { languages: ['fr'] });
    await desk.routing.settle();
    expect(await desk.routing.assignee(ticketId)).toBeUndefined();
    await change(ticketId, { language: 'fr' });
    expect(await desk.routing.assignee(ticketId)).toBe('fred');
  });

  it('is not assigned to an untrained agent when it becomes sensitive between read and assignment', async () => {
    await desk.routing.online('ann');
    await desk.routing.settle();
    const ticketId = await desk.open();
    const [event] = await desk.routing.pending();
    const rival = () => change(ticketId, { sensitive: complaint });
    expect(await withConcurrentChange(desk.table, rival, () => desk.routing.deliver(event))).toEqual([]);
    await desk.routing.settle();
    expect(await desk.routing.assignee(ticketId)).toBeUndefined();
    expect(await free('ann')).toBe(10);
  });
});
