import { beforeEach, describe, expect, it } from 'vitest';
import { loadTicket } from '../../../functions/tickets/core/ticket-store.ts';
import { later, NOON } from '../../support/context.ts';
import { snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn, itemsOfKind } from '../../support/table/stored.ts';
import { type Desk, openDesk } from '../../support/tickets/desk.ts';

let desk: Desk;

beforeEach(async () => {
  desk = await openDesk();
});

const putQueue = (queueId: string, over: object = {}) =>
  desk.apis.routing('putQueue', {
    over: true,
    params: { queueId },
    body: { name: queueId, position: 1, ...over },
  });
const putTeam = (teamId: string, serves: object[]) =>
  desk.apis.routing('putTeam', { over: true, params: { teamId }, body: { name: teamId, serves } });
const assignee = (id: string) => desk.routing.assignee(id);

describe('teams with delays', () => {
  beforeEach(async () => {
    await putQueue('calls', { conditions: { channels: ['chat'] } });
    await putTeam('desk', [{ queueId: 'calls' }]);
    await putTeam('overflow', [{ queueId: 'calls', priority: 2, delaySeconds: 20 }, { queueId: 'general' }]);
  });

  it('assign a ticket to a second team when its delay has passed, to the second', async () => {
    await desk.routing.online('second', { teams: ['overflow'] });
    const ticketId = await desk.open({ channel: 'chat' });
    await desk.routing.settle();
    expect(desk.routing.sentEarly).toContainEqual(
      expect.objectContaining({ kind: 'routing.reevaluate_ticket', at: later(NOON, 20_000) }),
    );
    await desk.at(19.999);
    expect(await assignee(ticketId)).toBeUndefined();
    await desk.at(20);
    expect(await assignee(ticketId)).toBe('second');
  });

  it('give an agent of the second team tickets of their own queue first, then those that waited long enough', async () => {
    const young = await desk.open({ channel: 'chat', priority: 'urgent' });
    await desk.routing.settle();
    const own = await desk.open({ priority: 'low' });
    await desk.routing.settle();
    await desk.at(19);
    await desk.routing.online('second', { teams: ['overflow'], capacity: 4 });
    await desk.routing.settle();
    expect([await assignee(own), await assignee(young)]).toEqual(['second', undefined]);
    await desk.at(20);
    expect(await assignee(young)).toBe('second');
  });

  it('give the second team an older ticket that stands behind a younger urgent one', async () => {
    const old = await desk.open({ channel: 'chat' });
    await desk.routing.settle();
    await desk.at(30);
    const urgent = await desk.open({ channel: 'chat', priority: 'urgent' });
    await desk.routing.settle();
    await desk.routing.online('second', { teams: ['overflow'], capacity: 3 });
    await desk.routing.settle();
    expect([await assignee(old), await assignee(urgent)]).toEqual(['second', undefined]);
  });
});

describe('relaxation', () => {
  it('drops one group per interval, the highest number first, until an agent is eligible, and records it', async () => {
    await putQueue('gold', {
      relaxation: { everySeconds: 30 },
      requiredSkills: [{ name: 'english' }],
      preferredSkills: [
        { name: 'product', group: 1 },
        { name: 'region', group: 2 },
      ],
    });
    await desk.routing.online('ann', { skills: [{ name: 'english' }, { name: 'product' }] });
    await desk.routing.online('bob', { skills: [{ name: 'product' }, { name: 'region' }] });
    await desk.routing.settle();
    const ticketId = await desk.open();
    await desk.routing.settle();
    const waitingGroupId = (await loadTicket(desk.table, ticketId))?.waitingGroupId;
    await desk.at(29.999);
    expect(await loadTicket(desk.table, ticketId)).toMatchObject({ waitingGroupId });
    await desk.at(30);
    expect(await assignee(ticketId)).toBe('ann');
    expect(await desk.routing.why(ticketId)).toMatchObject({
      dropped: [{ group: 2, at: later(NOON, 30_000) }],
    });
  });

  it('moves a ticket without an eligible agent to the waiting group of the reduced requirements', async () => {
    await putQueue('gold', { relaxation: { everySeconds: 30 }, preferredSkills: [{ name: 'x', group: 1 }] });
    const ticketId = await desk.open();
    await desk.routing.settle();
    await desk.at(30);
    const relaxed = await loadTicket(desk.table, ticketId);
    const plain = await desk.open();
    await desk.at(60);
    expect(relaxed?.waitingGroupId).toBe((await loadTicket(desk.table, plain))?.waitingGroupId);
    await desk.at(700);
    expect(await itemsOfKind(desk.table, 'waitingGroup')).toHaveLength(1);
  });
});

describe('changing a queue', () => {
  it('routes its waiting tickets again, page by page, once every worker has the new configuration', async () => {
    await putQueue('law', { requiredSkills: [{ name: 'law' }] });
    const ids: string[] = [];
    for (let count = 0; count < 55; count += 1) ids.push(await desk.open());
    await desk.routing.settle();
    await desk.routing.online('ann', { capacity: 1000 });
    await desk.routing.settle();
    expect(await assignee(String(ids[0]))).toBeUndefined();
    await putQueue('law', { requiredSkills: [] });
    await desk.at(31);
    for (let page = 1; page <= 4; page += 1) await desk.at(31 + page);
    const left = await Promise.all(ids.map(assignee));
    expect(left.filter((who) => who !== 'ann')).toEqual([]);
  });

  it('moves its waiting tickets by the conditions of the other queues when it is deleted', async () => {
    await putQueue('law', { requiredSkills: [{ name: 'law' }] });
    const ticketId = await desk.open();
    await desk.routing.settle();
    await desk.routing.online('ann');
    await desk.apis.routing('deleteQueue', { params: { queueId: 'law' } });
    await desk.at(31);
    await desk.at(33);
    expect(await loadTicket(desk.table, ticketId)).toMatchObject({ assigneeId: 'ann', queueId: 'general' });
  });
});

describe('finding agents', () => {
  it('reads past any number of agents who have only the scarcest ability to the one who has all', async () => {
    const law = { name: 'law', level: 1 };
    for (let index = 0; index < 130; index += 1) {
      await desk.apis.routing('putAgent', {
        over: true,
        params: { agentId: `n${index}` },
        body: { name: 'n', skills: [{ ...law, level: 5 }], capacity: 1 },
      });
      await desk.apis.routing('setPresence', {
        params: { agentId: `n${index}` },
        body: { presence: 'online' },
      });
    }
    await desk.routing.online('both', { skills: [law], languages: ['de', 'fr'] });
    await desk.routing.settle();
    const ticketId = await desk.open({ language: 'de', requiredSkills: [law] });
    await desk.routing.settle();
    expect(await assignee(ticketId)).toBe('both');
  });

  it('finds the owner or previous assignee although twenty others precede them in the index', async () => {
    for (let index = 0; index < 30; index += 1) await desk.routing.online(`n${index}`);
    await desk.routing.online('zoe', { capacity: 100 });
    await desk.routing.settle();
    const ticketId = await desk.open();
    await desk.apis.routing('assignTicket', {
      params: { ticketId },
      body: { agentId: 'zoe', reason: 'r' },
    });
    await desk.routing.settle();
    await desk.routing.move(ticketId, 'solved');
    await desk.routing.move(ticketId, 'open');
    await desk.routing.settle();
    expect(await assignee(ticketId)).toBe('zoe');
    expect(await desk.routing.why(ticketId)).toMatchObject({ score: { continuity: 'previous_assignee' } });
  });
});

describe('exclusive channels', () => {
  it('give an agent on the phone no other ticket until the call is over, whatever capacity is free', async () => {
    await desk.apis.routing('putRoutingSettings', { over: true, body: { exclusiveChannels: ['phone'] } });
    await desk.routing.online('ann', { capacity: 20 });
    const call = await desk.open({ channel: 'phone' });
    await desk.routing.settle();
    const mail = await desk.open();
    await desk.routing.settle();
    expect([await assignee(call), await assignee(mail)]).toEqual(['ann', undefined]);
    await desk.routing.move(call, 'solved');
    await desk.routing.settle();
    expect(await assignee(mail)).toBe('ann');
  });
});

describe('a simulation', () => {
  const ask = (body: object) =>
    desk.apis.routing('simulateRouting', { body, as: { role: 'lead', id: 'lou' } });

  beforeEach(async () => {
    await putQueue('bills', { conditions: { topics: ['billing'] } });
    await desk.routing.online('ann', { languages: ['es'], skills: [{ name: 'billing', level: 4 }] });
    await desk.routing.online('bob', { languages: ['es'], skills: [{ name: 'billing', level: 3 }] });
    await desk.routing.online('tim', { languages: ['es'] });
    await desk.routing.settle();
  });

  it('says who would get a described ticket and why, who would not and why not, and writes nothing', async () => {
    const before = await snapshot(desk.table);
    const answer = await ask({
      ticket: {
        channel: 'email',
        language: 'es',
        topic: 'billing',
        requiredSkills: [{ name: 'billing', level: 3 }],
        ownerId: 'tim',
      },
    });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        queueId: 'bills',
        waitingGroupId: expect.any(String),
        eligible: 2,
        explanation: expect.stringContaining(
          'Spanish, billing ≥ 3 required; 2 of 3 agents; chosen: ann, best match 4',
        ),
        ranking: [
          { agentId: 'ann', score: { match: 4, load: 0, continuity: 'none' } },
          { agentId: 'bob', score: { match: 3 } },
          { agentId: 'tim', whyNot: 'does not hold what is required' },
        ],
      },
    });
    expect(await snapshot(desk.table)).toEqual(before);
  });

  it('predicts what routing does with a stored ticket', async () => {
    const ticketId = await desk.open({ language: 'es', requiredSkills: [{ name: 'billing', level: 3 }] });
    const [first] = (await ask({ ticketId })).body.ranking;
    await desk.routing.settle();
    expect(await assignee(ticketId)).toBe(first.agentId);
  });

  it('considers the waiting time and the training for sensitive tickets', async () => {
    const ticket = { channel: 'email', sensitiveKinds: ['vulnerable'] };
    expect((await ask({ ticket })).body).toMatchObject({
      eligible: 0,
      explanation:
        'trained_vulnerability ≥ 1 required; 0 of 0 agents with free capacity; no eligible agent is free; waiting',
    });
  });

  it('rejects a request without a ticket, with two, with an unknown one, and from agents', async () => {
    const ticketId = 'tkt_01ARZ3NDEKTSV4RRFFQ69G5FAV';
    expect((await ask({})).status).toBe(400);
    expect((await ask({ ticketId, ticket: { channel: 'email' } })).status).toBe(400);
    expect((await ask({ ticketId })).body.code).toBe('ticket.not_found');
    const as = { role: 'agent', id: 'ann' } as const;
    expect((await desk.apis.routing('simulateRouting', { body: { ticketId }, as })).status).toBe(403);
    expect(await eventsIn(desk.table, 'ticket.assigned')).toEqual([]);
  });
});
