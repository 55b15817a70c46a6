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

// Ann was given no skills. The queue of law asks for one, so that it is a skill that somebody may have; tickets of the
// general queue prefer it, and she gets them all the same.

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

/** Answers on so many new tickets, each at a later moment, not delivered yet. */
async function answers(count: number, score = 5): Promise<DomainEvent[]> {
  const events: DomainEvent[] = [];
  for (let index = 0; index < count; index += 1) {
    desk.clock.set(new Date(desk.clock.now().getTime() + 1000).toISOString());
    events.push(answered(await openLaw(), score));
  }
  return events;
}
/** As the queue does it: what failed because others counted at the same moment comes again. */
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

describe('an agent without a level', () => {
  it('learns it from tickets that stay solved, and is then given what requires it, with the reason', async () => {
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
    // Whoever waited for the skill is not left to the look of the next minute.
    expect(await desk.routing.assignee(waiting)).toBe('ann');
    const next = await desk.open({ tags: ['law'] });
    await desk.routing.settle();
    expect((await desk.routing.why(next)).explanation).toMatch(/chosen: ann, .*; law 2, learned$/);
  });

  it('learns the same from events that come three times, the last first', async () => {
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

  it('learns from events that come all at once', async () => {
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

  it('loses it again when outcomes fall, with the seat under which it was found', async () => {
    await desk.routing.presence('ann', 'online');
    await learn(6);
    const seats = async () => (await itemsOfKind(desk.table, 'seat')).map(({ listPk }) => listPk);
    const skillCounts = async () => (await itemsOfKind(desk.table, 'skillCounts'))[0]?.s_law;
    expect(await seats()).toContain('AV#everyone#s:law');
    expect(await skillCounts()).toBe(1);
    const levels = [(await learned())[0].level];
    for (let bad = 0; bad < 8; bad += 1) {
      await learn(1, 1);
      levels.push((await learned())[0]?.level ?? 0);
    }
    expect(levels).toEqual(levels.toSorted((a, b) => b - a));
    expect(levels.at(-1)).toBe(0);
    expect(await seats()).not.toContain('AV#everyone#s:law');
    expect(await skillCounts()).toBe(0);
    expect((await report())[0]).toMatchObject({ level: 0, source: 'none' });
  });

  it('is counted down when their customer comes back, not when a colleague reopens', async () => {
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

  it('is counted down when they decline what they are offered', async () => {
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

describe('what people have set', () => {
  it('wins over what was learned, which counts again when it is taken away', async () => {
    await putAnn({ skills: [{ name: 'law', level: 1 }] });
    await learn(11);
    expect(await learned()).toEqual([]);
    expect((await report())[0]).toMatchObject({ level: 1, source: 'set', learned: { level: 4 } });
    expect((await putAnn()).body.learned).toEqual([{ name: 'law', level: 4 }]);
    expect((await report())[0]).toMatchObject({ level: 4, source: 'learned' });
  });

  it('limits what is learned, and stops it', async () => {
    await learn(11);
    await putAnn({ learnedSkillLimits: [{ name: 'law', level: 2 }] });
    expect(await learned()).toEqual([{ name: 'law', level: 2 }]);
    await learn(14);
    expect((await report())[0]).toMatchObject({ level: 2, atMost: 2, learned: { level: 5 } });
    await putAnn({ learnedSkillLimits: [{ name: 'law', level: 0 }] });
    expect(await learned()).toEqual([]);
  });

  it('is not lost when a lead takes a level away while an outcome is being counted', async () => {
    await putAnn({ skills: [{ name: 'law', level: 1 }] });
    await learn(10);
    const [event] = await answers(1);
    const rival = async () => {
      await putAnn();
    };
    expect(await withConcurrentChange(desk.table, rival, () => desk.routing.deliver(event))).toEqual([]);
    expect(await learned()).toEqual([{ name: 'law', level: 4 }]);
  });

  it('is not overwritten by a lead who read before an outcome was counted', async () => {
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
  ])('%j is refused', async (over) => {
    expect((await putAnn(over)).status).toBe(400);
  });
});

describe('nothing is learned', () => {
  it('of a training for the sensitive lane, by a bot, on an unknown ticket or by an unknown agent', async () => {
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

describe('the report', () => {
  it('is for the agent and for leads: a colleague’s is not found, a customer is refused', async () => {
    const get = (agentId: string, as: { role: 'agent' | 'lead' | 'customer'; id: string }) =>
      desk.apis.routing('getAgentSkills', { params: { agentId }, as });
    expect((await get('ann', { role: 'agent', id: 'ann' })).body).toEqual({ items: [] });
    expect((await get('ann', lead)).status).toBe(200);
    expect((await get('nobody', lead)).body.code).toBe('agent.not_found');
    expect((await get('ann', { role: 'agent', id: 'bob' })).body.code).toBe('agent.not_found');
    expect((await get('ann', { role: 'customer', id: desk.customerId })).status).toBe(403);
  });

  it('names the tickets, newest first, and skills that were set without any', async () => {
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
