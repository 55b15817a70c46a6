import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trainedSkills } from '../../../functions/platform/contract/vocabulary.ts';
import { MAX_SEATS, PutAgentRequestSchema } from '../../../functions/routing/agent.ts';
import { decisionOf, rank } from '../../../functions/routing/choose-agent.ts';
import { decidedNow, obstacleFor, rankedFor } from '../../../functions/routing/decided.ts';
import {
  canBeLearned,
  type Evidence,
  type Fact,
  factIn,
  facts,
  isGood,
  LEAST_TICKETS,
  learnableFrom,
  learnedBy,
  levelFrom,
  MOST_LEARNED,
  type Outcome,
  provenShare,
  WINDOW,
  withFact,
} from '../../../functions/routing/learned-skills.ts';
import { seatsOf } from '../../../functions/routing/seats.ts';
import { agentWith, configWith, queueWith } from '../../support/agents.ts';
import { later, NOON } from '../../support/context.ts';
import { domainEvent } from '../../support/domain-event.ts';
import { ticketWith } from '../../support/tickets.ts';

const ticketOf = (index: number) => ({ id: `tkt_${index}`, openedAt: later(NOON, index * 1000) });
const outcome = (index: number, ...known: Fact[]): Outcome => {
  const { id: ticketId, openedAt } = ticketOf(index);
  return { ticketId, openedAt, facts: known };
};
const outcomes = (good: number, bad: number): Outcome[] =>
  Array.from({ length: good + bad }, (_, index) => outcome(index, index < good ? 'kept' : 'reopened'));
const evidence = (skill: string, good: number, bad = 0): Evidence => ({
  skill,
  outcomes: outcomes(good, bad),
});

describe('what an event says of somebody’s skill', () => {
  const customer = { actor: { role: 'customer', id: 'cus' } } as const;
  const place = { from: { assigneeId: 'ann' } };
  it.each<[string, object, object, Fact | undefined]>([
    ['ticket.closed', { reason: 'window', assigneeId: 'ann' }, {}, 'kept'],
    ['ticket.closed', { reason: 'window' }, {}, undefined],
    ['ticket.closed', { reason: 'staff', assigneeId: 'ann' }, {}, undefined],
    ['ticket.closed', { reason: 'merged', assigneeId: 'ann' }, {}, undefined],
    ['ticket.closed', { reason: 'unsplit', assigneeId: 'ann' }, {}, undefined],
    ['ticket.reopened', { place }, customer, 'reopened'],
    ['ticket.reopened', { place: { from: {} } }, customer, undefined],
    ['ticket.reopened', { place }, { actor: { role: 'agent', id: 'bob' } }, undefined],
    ['ticket.released', { reason: 'declined', agentId: 'ann' }, {}, 'declined'],
    ['ticket.released', { reason: 'not_accepted', agentId: 'ann' }, {}, undefined],
    ['ticket.released', { reason: 'offline', agentId: 'ann' }, {}, undefined],
    ['ticket.released', { reason: 'by_hand', agentId: 'ann' }, {}, undefined],
    ['ticket.released', { reason: 'untrained', agentId: 'ann' }, {}, undefined],
    ['survey.answered', { score: 5, agentId: 'ann' }, {}, 'satisfied'],
    ['survey.answered', { score: 4, agentId: 'ann' }, {}, 'satisfied'],
    ['survey.answered', { score: 3, agentId: 'ann' }, {}, undefined],
    ['survey.answered', { score: 2, agentId: 'ann' }, {}, 'dissatisfied'],
    ['survey.answered', { score: 1, agentId: 'ann' }, {}, 'dissatisfied'],
    ['survey.answered', { score: 5 }, {}, undefined],
    ['ticket.solved', { assigneeId: 'ann' }, {}, undefined],
  ])('%s with %o by %o is %s', (type, data, over, fact) => {
    const event = { ...domainEvent(type, { ticketId: 't', ...data }), ...over };
    expect(factIn(event)).toEqual(fact && { agentId: 'ann', fact });
  });
});

describe('an outcome', () => {
  it.each<[Fact[], boolean]>([
    [['kept'], true],
    [['satisfied'], true],
    [['kept', 'satisfied'], true],
    [['declined'], false],
    [['declined', 'kept'], true],
    [['reopened'], false],
    [['kept', 'reopened'], false],
    [['dissatisfied', 'kept'], false],
    [['reopened', 'satisfied'], false],
  ])('of %o is good: %s', (known, good) => {
    expect(isGood(outcome(1, ...known))).toBe(good);
  });
});

describe('the proven share', () => {
  // Computed with Wilson's formula by hand, z = 1.645.
  it.each([
    [0, 0, 0],
    [5, 5, 0.649],
    [25, 25, 0.902],
    [0, 25, 0],
    [24, 30, 0.657],
    [15, 30, 0.356],
  ])('of %i good ones among %i is %f', (good, all, share) => {
    expect(provenShare(good, all)).toBeCloseTo(share, 2);
  });

  it('grows with a good one and shrinks with a bad one', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), (good, bad) => {
        const share = provenShare(good, good + bad);
        expect(provenShare(good + 1, good + bad + 1)).toBeGreaterThanOrEqual(share - Number.EPSILON);
        expect(provenShare(good, good + bad + 1)).toBeLessThanOrEqual(share + Number.EPSILON);
        expect(share).toBeLessThanOrEqual(good / Math.max(1, good + bad) + Number.EPSILON);
      }),
    );
  });
});

describe('the level', () => {
  it.each<[number, number, number | undefined]>([
    [LEAST_TICKETS - 1, 0, undefined],
    [LEAST_TICKETS, 0, 2],
    [6, 0, 3],
    [10, 0, 3],
    [11, 0, 4],
    [24, 0, 4],
    [25, 0, 5],
    [29, 1, 4],
    [24, 6, 3],
    [20, 10, 2],
    [15, 15, 1],
    [12, 18, undefined],
    [0, 30, undefined],
  ])('of %i good ones and %i bad ones is %s', (good, bad, level) => {
    expect(levelFrom(outcomes(good, bad))).toBe(level);
  });

  it('never falls because a bad outcome was a good one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: WINDOW - 1 }), fc.nat(WINDOW), (good, bad) => {
        fc.pre(good + bad + 1 <= WINDOW);
        const better = levelFrom(outcomes(good + 1, bad)) ?? 0;
        expect(better).toBeGreaterThanOrEqual(levelFrom(outcomes(good, bad + 1)) ?? 0);
      }),
    );
  });
});

describe('facts', () => {
  const lesson = fc.record({ ticket: fc.nat(2 * WINDOW), fact: fc.constantFrom(...facts) });
  const learnt = (lessons: readonly { ticket: number; fact: Fact }[]) =>
    lessons.reduce<Outcome[]>(
      (known, { ticket, fact }) => withFact(known, ticketOf(ticket), fact) ?? known,
      [],
    );

  it('in any order, any number of times, end in the same outcomes: those of the newest tickets', () => {
    const arrivals = fc
      .array(lesson, { maxLength: 150 })
      .chain((lessons) =>
        fc.tuple(
          fc.constant(lessons),
          fc.shuffledSubarray([...lessons, ...lessons], { minLength: 2 * lessons.length }),
        ),
      );
    fc.assert(
      fc.property(arrivals, ([lessons, again]) => {
        const known = learnt(lessons);
        expect(learnt(again)).toEqual(known);
        const newest = [...new Set(lessons.map(({ ticket }) => ticket))].toSorted((a, b) => b - a);
        expect(known.map(({ ticketId }) => ticketId)).toEqual(
          newest.slice(0, WINDOW).map((index) => `tkt_${index}`),
        );
      }),
    );
  });

  it('that are known, or of a ticket older than those that count, change nothing', () => {
    const full = learnt(Array.from({ length: WINDOW }, (_, index) => ({ ticket: index + 1, fact: 'kept' })));
    expect(withFact(full, ticketOf(1), 'kept')).toBeUndefined();
    expect(withFact(full, ticketOf(0), 'reopened')).toBeUndefined();
    expect(withFact(full, ticketOf(WINDOW + 1), 'kept')).toHaveLength(WINDOW);
  });
});

describe('the skills of a ticket', () => {
  const billing = queueWith('gold', { requiredSkills: [{ name: 'billing', level: 3 }] });
  const queue = queueWith('here', { preferredSkills: [{ name: 'region', level: 1, group: 1 }] });
  const topic = (id: string, confidence = 0.9) => ({ topic: { id, confidence, by: 'model' as const } });
  const from = (over: object) => learnableFrom(ticketWith(over), queue, [queue, billing]);

  it.each<[string, object, string[]]>([
    ['those of its queue', {}, ['region']],
    ['those that it requires', { requiredSkills: [{ name: 'law', level: 2 }] }, ['law', 'region']],
    ['those that it prefers', { preferredSkills: [{ name: 'law', level: 2, group: 1 }] }, ['law', 'region']],
    ['its topic, where a queue asks for it', topic('billing'), ['billing', 'region']],
    ['not a topic that the model guessed', topic('billing', 0.4), ['region']],
    ['not a topic that nobody asks for as a skill', topic('delivery'), ['region']],
    ['not a training', { requiredSkills: [{ name: 'trained_complaints', level: 1 }] }, ['region']],
  ])('are %s', (_name, over, skills) => {
    expect(from(over)).toEqual(skills);
  });
});

describe('what an agent has learned', () => {
  const agent = (over: object = {}) => agentWith('ann', over);

  it('is no training of the sensitive lane, whatever the evidence says', () => {
    for (const name of Object.values(trainedSkills)) expect(canBeLearned(name)).toBe(false);
    const trainings = Object.values(trainedSkills).map((name) => evidence(name, WINDOW));
    expect(learnedBy(agent(), trainings)).toEqual([]);
  });

  it.each<[string, object, object[]]>([
    ['its level', {}, [{ name: 'law', level: 5 }]],
    ['nothing where a person set a level', { skills: [{ name: 'law', level: 1 }] }, []],
    ['no more than a lead allows', { learnAtMost: [{ name: 'law', level: 3 }] }, [{ name: 'law', level: 3 }]],
    ['nothing where a lead wants nothing of it', { learnAtMost: [{ name: 'law', level: 0 }] }, []],
    [
      'its level, where the limit is of another',
      { learnAtMost: [{ name: 'x', level: 0 }] },
      [{ name: 'law', level: 5 }],
    ],
    ['nothing, as a bot', { kind: 'bot' }, []],
  ])('is %s', (_name, over, learned) => {
    expect(learnedBy(agent(over), [evidence('law', WINDOW)])).toEqual(learned);
  });

  it('is the five best, and as many as their seats allow', () => {
    const all = Array.from({ length: 8 }, (_, index) => evidence(`skill_${index}`, 5 + 3 * index));
    const best = learnedBy(agent(), all);
    expect(best).toHaveLength(MOST_LEARNED);
    expect(best[0]).toEqual({ name: 'skill_7', level: 5 });
    expect(best.map(({ level }) => level)).toEqual(best.map(({ level }) => level).toSorted((a, b) => b - a));
    const languages = Array.from({ length: 20 }, (_, index) => `${String.fromCharCode(97 + index)}a`);
    const full = agent({ languages, teams: ['a', 'b'] });
    expect(learnedBy(full, all)).toHaveLength(1);
    expect(learnedBy({ ...full, skills: [{ name: 'x', level: 1 }] }, all)).toEqual([]);
  });

  it('never lets an agent have more seats than a transaction can move', () => {
    const names = (prefix: string, most: number) =>
      fc.nat(most).map((count) => Array.from({ length: count }, (_, index) => `${prefix}${index}`));
    const any = fc.record({
      skills: names('s', 20).map((all) => all.map((name) => ({ name, level: 3 }))),
      languages: names('l', 10),
      teams: names('t', 5),
    });
    fc.assert(
      fc.property(any, fc.nat(10), (over, count) => {
        fc.pre(
          PutAgentRequestSchema.safeParse({ name: 'Ann', skills: over.skills, teams: over.teams }).success,
        );
        const holder = agent(over);
        fc.pre(seatsOf(holder).length <= MAX_SEATS);
        const all = Array.from({ length: count }, (_, index) => evidence(`learned_${index}`, WINDOW));
        const learned = learnedBy(holder, all);
        expect(seatsOf({ ...holder, learned }).length).toBeLessThanOrEqual(MAX_SEATS);
      }),
    );
  });

  it('counts for routing like a level that was set, and the decision says that it was learned', () => {
    const moment = { config: configWith(), now: new Date(NOON) };
    const decided = decidedNow(moment, ticketWith({ requiredSkills: [{ name: 'billing', level: 4 }] }));
    const learned = agent({
      learned: [
        { name: 'billing', level: 4 },
        { name: 'law', level: 2 },
      ],
    });
    expect(obstacleFor(moment, decided, learned)).toBeUndefined();
    expect(obstacleFor(moment, decided, agent({ learned: [{ name: 'billing', level: 3 }] }))).toBe(
      'does not hold what is required',
    );
    const ranked = rank(
      [rankedFor(moment, decided, learned)].filter((one) => one !== undefined),
      decided.queue,
    );
    const { wish, queue } = decided;
    expect(decisionOf({ wish, queue, considered: 1, ranked }, moment.now)).toMatchObject({
      explanation:
        'billing ≥ 4 required; 1 of 1 agents; chosen: ann, the only one, load 0.0, never assigned before; billing 4, learned',
      score: { match: 4 },
    });
  });
});
