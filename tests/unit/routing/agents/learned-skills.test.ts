import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SurveyAnswered } from '../../../../functions/feedback/events.ts';
import { trainedSkills } from '../../../../functions/platform/contract/shared-kinds.ts';
import { parseAnyEvent } from '../../../../functions/platform/events/parse-event.ts';
import {
  addOutcomeFact,
  isGoodOutcome,
  isLearnable,
  learnableSkills,
  learnedSkills,
  levelForOutcomes,
  MAX_LEARNED_SKILLS,
  MIN_TICKETS,
  OUTCOME_WINDOW,
  type OutcomeFact,
  outcomeFactIn,
  outcomeFacts,
  provenShare,
  type SkillEvidence,
  type TicketOutcome,
} from '../../../../functions/routing/agents/learned-skills.ts';
import {
  evaluateTicket,
  ineligibleReasonFor,
  rankIfEligible,
} from '../../../../functions/routing/matching/evaluate-ticket.ts';
import { rankAgents, routingDecisionOf } from '../../../../functions/routing/matching/rank-agents.ts';
import {
  MAX_AVAILABILITY_ENTRIES,
  PutAgentRequestSchema,
} from '../../../../functions/routing/model/agent.ts';
import { availabilityEntriesOf } from '../../../../functions/routing/model/availability.ts';
import { TicketClosed, TicketReleased, TicketReopened } from '../../../../functions/tickets/events.ts';
import { later, NOON } from '../../../support/context.ts';
import { domainEvent } from '../../../support/domain-event.ts';
import { agentWith, configWith, queueWith } from '../../../support/routing/agents.ts';
import { ticketWith } from '../../../support/tickets/tickets.ts';

const ticketOf = (index: number) => ({ id: `tkt_${index}`, openedAt: later(NOON, index * 1000) });
const outcome = (index: number, ...known: OutcomeFact[]): TicketOutcome => {
  const { id: ticketId, openedAt } = ticketOf(index);
  return { ticketId, openedAt, facts: known };
};
const outcomes = (good: number, bad: number): TicketOutcome[] =>
  Array.from({ length: good + bad }, (_, index) => outcome(index, index < good ? 'kept' : 'reopened'));
const evidence = (skill: string, good: number, bad = 0): SkillEvidence => ({
  skill,
  outcomes: outcomes(good, bad),
});

const outcomeEvents = [TicketClosed, TicketReopened, TicketReleased, SurveyAnswered] as const;

describe('the outcome fact of an event', () => {
  const customer = { actor: { role: 'customer', id: 'cus' } } as const;
  const previous = { status: 'solved', priority: 'normal' };
  const place = { from: { ...previous, assigneeId: 'ann' }, to: { ...previous, status: 'open' } };
  it.each<[string, object, object, OutcomeFact | undefined]>([
    ['ticket.closed', { reason: 'window', assigneeId: 'ann' }, {}, 'kept'],
    ['ticket.closed', { reason: 'window' }, {}, undefined],
    ['ticket.closed', { reason: 'staff', assigneeId: 'ann' }, {}, undefined],
    ['ticket.closed', { reason: 'merged', assigneeId: 'ann' }, {}, undefined],
    ['ticket.closed', { reason: 'unsplit', assigneeId: 'ann' }, {}, undefined],
    ['ticket.reopened', { place }, customer, 'reopened'],
    ['ticket.reopened', { place: { ...place, from: previous } }, customer, undefined],
    ['ticket.reopened', { place }, { actor: { role: 'agent', id: 'bob' } }, undefined],
    ['ticket.released', { reason: 'declined', agentId: 'ann' }, {}, 'declined'],
    ['ticket.released', { reason: 'not_accepted', agentId: 'ann' }, {}, undefined],
    ['ticket.released', { reason: 'offline', agentId: 'ann' }, {}, undefined],
    ['ticket.released', { reason: 'manual', agentId: 'ann' }, {}, undefined],
    ['ticket.released', { reason: 'untrained', agentId: 'ann' }, {}, undefined],
    ['survey.answered', { score: 5, agentId: 'ann' }, {}, 'satisfied'],
    ['survey.answered', { score: 4, agentId: 'ann' }, {}, 'satisfied'],
    ['survey.answered', { score: 3, agentId: 'ann' }, {}, undefined],
    ['survey.answered', { score: 2, agentId: 'ann' }, {}, 'dissatisfied'],
    ['survey.answered', { score: 1, agentId: 'ann' }, {}, 'dissatisfied'],
    ['survey.answered', { score: 5 }, {}, undefined],
  ])('%s with %o and %o gives %s', (type, data, over, fact) => {
    const event = parseAnyEvent(outcomeEvents, domainEvent(type, { ticketId: 't', ...data }, over));
    expect(event && outcomeFactIn(event)).toEqual(fact && { agentId: 'ann', fact });
  });
});

describe('a ticket with the facts', () => {
  it.each<[OutcomeFact[], boolean]>([
    [['kept'], true],
    [['satisfied'], true],
    [['kept', 'satisfied'], true],
    [['declined'], false],
    [['declined', 'kept'], true],
    [['reopened'], false],
    [['kept', 'reopened'], false],
    [['dissatisfied', 'kept'], false],
    [['reopened', 'satisfied'], false],
  ])('%o has a good outcome: %s', (known, good) => {
    expect(isGoodOutcome(outcome(1, ...known))).toBe(good);
  });
});

describe('the proven share of good outcomes', () => {
  // Computed with Wilson's formula by hand, z = 1.645.
  it.each([
    [0, 0, 0],
    [5, 5, 0.649],
    [25, 25, 0.902],
    [0, 25, 0],
    [24, 30, 0.657],
    [15, 30, 0.356],
  ])('for %i good ones of %i is %f', (good, all, share) => {
    expect(provenShare(good, all)).toBeCloseTo(share, 2);
  });

  it('grows with a good outcome, shrinks with a bad one, and never exceeds the plain share', () => {
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

describe('the learned level', () => {
  it.each<[number, number, number | undefined]>([
    [MIN_TICKETS - 1, 0, undefined],
    [MIN_TICKETS, 0, 2],
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
  ])('for %i good and %i bad outcomes is %s', (good, bad, level) => {
    expect(levelForOutcomes(outcomes(good, bad))).toBe(level);
  });

  it('is never lower with a good outcome than with a bad one in its place', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: OUTCOME_WINDOW - 1 }), fc.nat(OUTCOME_WINDOW), (good, bad) => {
        fc.pre(good + bad + 1 <= OUTCOME_WINDOW);
        const better = levelForOutcomes(outcomes(good + 1, bad)) ?? 0;
        expect(better).toBeGreaterThanOrEqual(levelForOutcomes(outcomes(good, bad + 1)) ?? 0);
      }),
    );
  });
});

describe('adding facts', () => {
  const arrival = fc.record({ ticket: fc.nat(2 * OUTCOME_WINDOW), fact: fc.constantFrom(...outcomeFacts) });
  const outcomesAfter = (facts: readonly { ticket: number; fact: OutcomeFact }[]) =>
    facts.reduce<TicketOutcome[]>(
      (known, { ticket, fact }) => addOutcomeFact(known, ticketOf(ticket), fact) ?? known,
      [],
    );

  it('gives the same outcomes of the newest tickets in any order and with any repetition', () => {
    const arrivals = fc
      .array(arrival, { maxLength: 150 })
      .chain((facts) =>
        fc.tuple(
          fc.constant(facts),
          fc.shuffledSubarray([...facts, ...facts], { minLength: 2 * facts.length }),
        ),
      );
    fc.assert(
      fc.property(arrivals, ([facts, again]) => {
        const known = outcomesAfter(facts);
        expect(outcomesAfter(again)).toEqual(known);
        const newest = [...new Set(facts.map(({ ticket }) => ticket))].toSorted((a, b) => b - a);
        expect(known.map(({ ticketId }) => ticketId)).toEqual(
          newest.slice(0, OUTCOME_WINDOW).map((index) => `tkt_${index}`),
        );
      }),
    );
  });

  it('changes nothing for a known fact or a ticket older than those that count', () => {
    const full = outcomesAfter(
      Array.from({ length: OUTCOME_WINDOW }, (_, index) => ({ ticket: index + 1, fact: 'kept' })),
    );
    expect(addOutcomeFact(full, ticketOf(1), 'kept')).toBeUndefined();
    expect(addOutcomeFact(full, ticketOf(0), 'reopened')).toBeUndefined();
    expect(addOutcomeFact(full, ticketOf(OUTCOME_WINDOW + 1), 'kept')).toHaveLength(OUTCOME_WINDOW);
  });
});

describe('the learnable skills of a ticket', () => {
  const billing = queueWith('gold', { requiredSkills: [{ name: 'billing', level: 3 }] });
  const queue = queueWith('here', { preferredSkills: [{ name: 'region', level: 1, group: 1 }] });
  const topic = (id: string, confidence = 0.9) => ({ topic: { id, confidence, by: 'model' as const } });
  const from = (over: object) => learnableSkills(ticketWith(over), queue, [queue, billing]);

  it.each<[string, object, string[]]>([
    ['include those of its queue', {}, ['region']],
    ['include those that it requires', { requiredSkills: [{ name: 'law', level: 2 }] }, ['law', 'region']],
    [
      'include those that it prefers',
      { preferredSkills: [{ name: 'law', level: 2, group: 1 }] },
      ['law', 'region'],
    ],
    ['include its topic if a queue requires a skill of that name', topic('billing'), ['billing', 'region']],
    ['leave out a topic that the model guessed', topic('billing', 0.4), ['region']],
    ['leave out a topic that no queue requires as a skill', topic('delivery'), ['region']],
    ['leave out a training', { requiredSkills: [{ name: 'trained_complaints', level: 1 }] }, ['region']],
  ])('%s', (_name, over, skills) => {
    expect(from(over)).toEqual(skills);
  });
});

describe('the learned skills of an agent', () => {
  const agent = (over: object = {}) => agentWith('ann', over);

  it('never include a training for sensitive tickets, whatever the evidence', () => {
    for (const name of Object.values(trainedSkills)) expect(isLearnable(name)).toBe(false);
    const trainings = Object.values(trainedSkills).map((name) => evidence(name, OUTCOME_WINDOW));
    expect(learnedSkills(agent(), trainings)).toEqual([]);
  });

  it.each<[string, object, object[]]>([
    ['have the proven level', {}, [{ name: 'law', level: 5 }]],
    ['leave out a skill whose level a person set', { skills: [{ name: 'law', level: 1 }] }, []],
    [
      'have at most the level that a lead allows',
      { learnedSkillLimits: [{ name: 'law', level: 3 }] },
      [{ name: 'law', level: 3 }],
    ],
    [
      'leave out a skill for which a lead switched learning off',
      { learnedSkillLimits: [{ name: 'law', level: 0 }] },
      [],
    ],
    [
      'have the proven level if the limit is for another skill',
      { learnedSkillLimits: [{ name: 'x', level: 0 }] },
      [{ name: 'law', level: 5 }],
    ],
    ['are empty for a bot', { kind: 'bot' }, []],
  ])('%s', (_name, over, learned) => {
    expect(learnedSkills(agent(over), [evidence('law', OUTCOME_WINDOW)])).toEqual(learned);
  });

  it('are the five best, as far as the limit of availability entries allows', () => {
    const all = Array.from({ length: 8 }, (_, index) => evidence(`skill_${index}`, 5 + 3 * index));
    const best = learnedSkills(agent(), all);
    expect(best).toHaveLength(MAX_LEARNED_SKILLS);
    expect(best[0]).toEqual({ name: 'skill_7', level: 5 });
    expect(best.map(({ level }) => level)).toEqual(best.map(({ level }) => level).toSorted((a, b) => b - a));
    const languages = Array.from({ length: 20 }, (_, index) => `${String.fromCharCode(97 + index)}a`);
    const full = agent({ languages, teams: ['a', 'b'] });
    expect(learnedSkills(full, all)).toHaveLength(1);
    expect(learnedSkills({ ...full, skills: [{ name: 'x', level: 1 }] }, all)).toEqual([]);
  });

  it('never give an agent more availability entries than one transaction can write', () => {
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
        fc.pre(availabilityEntriesOf(holder).length <= MAX_AVAILABILITY_ENTRIES);
        const all = Array.from({ length: count }, (_, index) => evidence(`learned_${index}`, OUTCOME_WINDOW));
        const learned = learnedSkills(holder, all);
        expect(availabilityEntriesOf({ ...holder, learned }).length).toBeLessThanOrEqual(
          MAX_AVAILABILITY_ENTRIES,
        );
      }),
    );
  });

  it('count for routing like set ones, and the decision says that they were learned', () => {
    const moment = { config: configWith(), now: new Date(NOON) };
    const evaluation = evaluateTicket(
      moment,
      ticketWith({ requiredSkills: [{ name: 'billing', level: 4 }] }),
    );
    const learned = agent({
      learned: [
        { name: 'billing', level: 4 },
        { name: 'law', level: 2 },
      ],
    });
    expect(ineligibleReasonFor(moment, evaluation, learned)).toBeUndefined();
    expect(ineligibleReasonFor(moment, evaluation, agent({ learned: [{ name: 'billing', level: 3 }] }))).toBe(
      'does not hold what is required',
    );
    const ranked = rankAgents(
      [rankIfEligible(moment, evaluation, learned)].filter((one) => one !== undefined),
      evaluation.queue,
    );
    const { requirements, queue } = evaluation;
    expect(routingDecisionOf({ requirements, queue, considered: 1, ranked }, moment.now)).toMatchObject({
      explanation:
        'billing ≥ 4 required; 1 of 1 agents; chosen: ann, the only one, load 0.0, never assigned before; billing 4, learned',
      score: { match: 4 },
    });
  });
});
