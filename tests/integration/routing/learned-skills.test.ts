import { beforeEach, describe, expect, it } from 'vitest';
import type { DomainEvent } from '../../../functions/platform/events/domain-event.ts';
import type { DueMessage } from '../../../functions/platform/scheduling/timed-work.ts';
import { autoCloseTicket } from '../../../functions/tickets/changes/auto-close-ticket.ts';
import { contextAt, NOON } from '../../support/context.ts';
import { domainEvent } from '../../support/domain-event.ts';
import { dueMessage } from '../../support/queue.ts';
import { lostConnection, withConcurrentChange, withFault } from '../../support/table/faults.ts';
import { snapshot } from '../../support/table/fresh-table.ts';
import { eventsIn, itemsOfKind, timedWorkIn } from '../../support/table/stored.ts';
import { type Desk, openDesk } from '../../support/tickets/desk.ts';

// Ann has no set skills. The queue `law` requires one, which makes it a skill that agents may learn. Tickets
// of the general queue only prefer it, so she gets them all the same.

let desk: Desk;
const lead = { role: 'lead', id: 'lou' } as const;
const law = [{ name: 'law', level: 1, group: 1 }];
const openLaw = () => desk.open({ preferredSkills: law });
const putAnn = (over: object = {}) =>
  desk.apis.routing('putAgent', { over: true, params: { agentId: 'ann' }, body: { name: 'Ann', ...over } });
const report = async (agentId = 'ann') =>
  (await desk.apis.routing('getAgentSkills', { params: { agentId }, as: lead })).body.items;
const learned = async () => (await desk.routing.agent('ann')).learned;
const answered = (ticketId: string, score: number, agentId = 'ann') =>
  domainEvent('survey.answered', { ticketId, agentId, score, channel: 'email' });

/** Creates survey answers on new tickets, each at a later time; they are not delivered yet. */
async function answers(count: number, score = 5): Promise<DomainEvent[]> {
  const events: DomainEvent[] = [];
  for (let index = 0; index < count; index += 1) {
    desk.clock.set(new Date(desk.clock.now().getTime() + 1000).toISOString());
    events.push(answered(await openLaw(), score));
  }
  return events;
}
/** Delivers like the queue: events that failed because of concurrent writes are delivered again. */
async function learn(count: number, score = 5): Promise<void> {
  let left = await answers(count, score);
  for (let times = 0; left.length > 0 && times < 5; times += 1) {
    const failed = await desk.routing.deliver(...left);
    left = failed.map((place) => left[place]).filter((event) => event !== undefined);
  }
  expect(left).toEqual([]);
}

beforeEach(async () => {
  desk = await openDesk();
  await desk.apis.routing('putQueue', {
    over: true,
    params: { queueId: 'law' },
    body: {
      name: 'Law',
      position: 1,
      conditions: { tags: ['law'] },
      requiredSkills: [{ name: 'law', level: 2 }],
    },
  });
  await putAnn();
});

describe('an agent without a set level', () => {
  it('learns it from tickets that stay solved, and then gets tickets that require it, with the reason', async () => {
    await desk.routing.presence('ann', 'online');
    for (let index = 0; index < 5; index += 1) {
      const ticketId = await openLaw();
      await desk.routing.settle();
      await desk.routing.move(ticketId, 'solved');
      await desk.routing.settle();
    }
    const waiting = await desk.open({ tags: ['law'] });
    await desk.routing.settle();
    expect(await desk.routing.assignee(waiting)).toBeUndefined();
    const due = await timedWorkIn(desk.table, 'tickets.auto_close');
    desk.clock.set(String(due.at(-1)?.at));
    for (const item of due) {
      const [message] = dueMessage(item).due;
      await autoCloseTicket(desk.table, message as DueMessage, contextAt(String(due.at(-1)?.at)));
    }
    await desk.routing.settle();
    expect(await learned()).toEqual([{ name: 'law', level: 2 }]);
    expect(await report()).toMatchObject([
      {
        name: 'law',
        level: 2,
        source: 'learned',
        atMost: 5,
        learned: { level: 2, provenShare: 0.649, from: { tickets: 5, good: 5, kept: 5, reopened: 0 } },
      },
    ]);
    expect(await eventsIn(desk.table, 'agent.skill_learned')).toMatchObject([
      { data: { agentId: 'ann', skill: 'law', to: 2 } },
    ]);
    // A ticket that waited for the skill is assigned before the next reevaluation of its group.
    expect(await desk.routing.assignee(waiting)).toBe('ann');
    const next = await desk.open({ tags: ['law'] });
    await desk.routing.settle();
    expect((await desk.routing.why(next)).explanation).toMatch(/chosen: ann, .*; law 2, learned$/);
  });

  it('learns the same from events that come three times, in reverse order', async () => {
    const events = await answers(6);
    const late = [...events.toReversed(), ...events, ...events];
    for (const event of late) expect(await desk.routing.deliver(event)).toEqual([]);
    expect(await learned()).toEqual([{ name: 'law', level: 3 }]);
    expect((await report())[0].learned.from).toMatchObject({ tickets: 6, satisfied: 6 });
    expect(await eventsIn(desk.table, 'agent.skill_learned')).toHaveLength(2);
    const before = await snapshot(desk.table);
    expect(await desk.routing.deliver(...events)).toEqual([]);
    expect(await snapshot(desk.table)).toEqual(before);
  });

  it('learns from events that are delivered concurrently', async () => {
    await learn(8);
    expect((await report())[0].learned.from.tickets).toBe(8);
    expect(await learned()).toEqual([{ name: 'law', level: 3 }]);
  });

  it.each(['before', 'after'] as const)('learns once when the process dies %s a write', async (when) => {
    const events = await answers(5);
    for (const event of events) {
      const fault = { command: 'TransactWriteItems', error: lostConnection, when } as const;
      expect(await withFault(desk.table, fault, () => desk.routing.deliver(event))).toEqual([0]);
      expect(await desk.routing.deliver(event)).toEqual([]);
    }
    expect((await report())[0].learned.from.tickets).toBe(5);
    expect(await learned()).toEqual([{ name: 'law', level: 2 }]);
    expect(await eventsIn(desk.table, 'agent.skill_learned')).toHaveLength(1);
  });

  it('loses the level and its availability entry when outcomes get worse', async () => {
    await desk.routing.presence('ann', 'online');
    await learn(6);
    const entries = async () => (await itemsOfKind(desk.table, 'availability')).map(({ listPk }) => listPk);
    const skillCounts = async () => (await itemsOfKind(desk.table, 'skillCounts'))[0]?.s_law;
    expect(await entries()).toContain('AV#everyone#s:law');
    expect(await skillCounts()).toBe(1);
    const levels = [(await learned())[0].level];
    for (let bad = 0; bad < 8; bad += 1) {
      await learn(1, 1);
      levels.push((await learned())[0]?.level ?? 0);
    }
    expect(levels).toEqual(levels.toSorted((a, b) => b - a));
    expect(levels.at(-1)).toBe(0);
    expect(await entries()).not.toContain('AV#everyone#s:law');
    expect(await skillCounts()).toBe(0);
    expect((await report())[0]).toMatchObject({ level: 0, source: 'none' });
  });

  it('gets a bad outcome when the customer comes back, not when a colleague reopens the ticket', async () => {
    await desk.routing.presence('ann', 'online');
    const facts = async () => (await report())[0]?.learned.from;
    const ticketId = await openLaw();
    await desk.routing.settle();
    await desk.routing.move(ticketId, 'solved');
    await desk.routing.move(ticketId, 'open');
    await desk.routing.settle();
    expect(await facts()).toBeUndefined();
    await desk.routing.move(ticketId, 'solved');
    await desk.apis.portal('addMyMessage', {
      params: { ticketId },
      body: { message: 'It broke again, the same as before.' },
      as: { role: 'customer', id: desk.customerId },
    });
    await desk.routing.settle();
    expect(await facts()).toMatchObject({ tickets: 1, good: 0, reopened: 1 });
  });

  it('gets a bad outcome when they decline an offer', async () => {
    await desk.apis.routing('putQueue', {
      over: true,
      params: { queueId: 'general' },
      body: { name: 'General', position: 10_000, acceptSeconds: 20 },
    });
    await desk.routing.presence('ann', 'online');
    const ticketId = await openLaw();
    await desk.routing.settle();
    const declined = await desk.apis.routing('declineTicket', {
      params: { ticketId },
      body: { reason: 'I know nothing of it' },
      as: { role: 'agent', id: 'ann' },
    });
    expect(declined.status).toBe(200);
    await desk.routing.settle();
    expect((await report())[0].learned.from).toMatchObject({ tickets: 1, good: 0, declined: 1 });
  });
});

describe('a level set by a person', () => {
  it('overrides the learned level, which counts again when the set level is removed', async () => {
    await putAnn({ skills: [{ name: 'law', level: 1 }] });
    await learn(11);
    expect(await learned()).toEqual([]);
    expect((await report())[0]).toMatchObject({ level: 1, source: 'set', learned: { level: 4 } });
    expect((await putAnn()).body.learned).toEqual([{ name: 'law', level: 4 }]);
    expect((await report())[0]).toMatchObject({ level: 4, source: 'learned' });
  });

  it('limits what may be learned, or switches learning off', async () => {
    await learn(11);
    await putAnn({ learnedSkillLimits: [{ name: 'law', level: 2 }] });
    expect(await learned()).toEqual([{ name: 'law', level: 2 }]);
    await learn(14);
    expect((await report())[0]).toMatchObject({ level: 2, atMost: 2, learned: { level: 5 } });
    await putAnn({ learnedSkillLimits: [{ name: 'law', level: 0 }] });
    expect(await learned()).toEqual([]);
  });

  it('gives way to the learned level when a lead removes it while an outcome is counted', async () => {
    await putAnn({ skills: [{ name: 'law', level: 1 }] });
    await learn(10);
    const [event] = await answers(1);
    const rival = async () => {
      await putAnn();
    };
    expect(await withConcurrentChange(desk.table, rival, () => desk.routing.deliver(event))).toEqual([]);
    expect(await learned()).toEqual([{ name: 'law', level: 4 }]);
  });

  it('does not overwrite a learned level when a lead saves on evidence read before an outcome', async () => {
    await putAnn({ skills: [{ name: 'law', level: 1 }] });
    await learn(10);
    const [event] = await answers(1);
    const rival = async () => {
      expect(await desk.routing.deliver(event)).toEqual([]);
    };
    await withConcurrentChange(desk.table, rival, async () => {
      expect((await putAnn()).status).toBe(200);
    });
    expect(await learned()).toEqual([{ name: 'law', level: 4 }]);
  });

  it.each([
    [{ learnedSkillLimits: [{ name: 'law', level: 6 }] }],
    [{ learnedSkillLimits: [{ name: 'law', level: -1 }] }],
    [
      {
        learnedSkillLimits: [
          { name: 'law', level: 1 },
          { name: 'law', level: 2 },
        ],
      },
    ],
    [{ learned: [{ name: 'law', level: 5 }] }],
  ])('is rejected in a request with %j', async (over) => {
    expect((await putAnn(over)).status).toBe(400);
  });
});

describe('learning', () => {
  it('ignores trainings for sensitive tickets, bots, unknown tickets and unknown agents', async () => {
    const ticketId = await desk.open({ requiredSkills: [{ name: 'trained_complaints', level: 1 }] });
    await desk.routing.hired('robot', { kind: 'bot' });
    const other = await openLaw();
    const before = await snapshot(desk.table);
    const events = [
      answered(ticketId, 5),
      answered(other, 5, 'robot'),
      answered(other, 5, 'nobody'),
      answered('tkt_01ARZ3NDEKTSV4RRFFQ69G5FAV', 5),
      answered(other, 3),
    ];
    expect(await desk.routing.deliver(...events)).toEqual([]);
    expect(await snapshot(desk.table)).toEqual(before);
  });
});

describe('the skill report', () => {
  it('is shown to the agent and to leads; a colleague gets 404 and a customer 403', async () => {
    const get = (agentId: string, as: { role: 'agent' | 'lead' | 'customer'; id: string }) =>
      desk.apis.routing('getAgentSkills', { params: { agentId }, as });
    expect((await get('ann', { role: 'agent', id: 'ann' })).body).toEqual({ items: [] });
    expect((await get('ann', lead)).status).toBe(200);
    expect((await get('nobody', lead)).body.code).toBe('agent.not_found');
    expect((await get('ann', { role: 'agent', id: 'bob' })).body.code).toBe('agent.not_found');
    expect((await get('ann', { role: 'customer', id: desk.customerId })).status).toBe(403);
  });

  it('lists the tickets, newest first, and set skills without evidence', async () => {
    await putAnn({ skills: [{ name: 'zen', level: 3 }] });
    await learn(2);
    await learn(1, 1);
    const items = await report();
    expect(items).toMatchObject([
      { name: 'law', level: 0, source: 'none', learned: { from: { tickets: 3, good: 2, dissatisfied: 1 } } },
      { name: 'zen', level: 3, source: 'set' },
    ]);
    expect(items[0].learned.level).toBeUndefined();
    expect(items[0].learned.outcomes.map(({ good }: { good: boolean }) => good)).toEqual([false, true, true]);
    expect(items[0].learned.outcomes[0].openedAt > NOON).toBe(true);
    expect(items[1].learned).toBeUndefined();
  });
});
