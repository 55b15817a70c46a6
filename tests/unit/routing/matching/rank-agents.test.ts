import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  evaluateTicket,
  ineligibleReasonFor,
  rankIfEligible,
} from '../../../../functions/routing/matching/evaluate-ticket.ts';
import { rankAgents, routingDecisionOf } from '../../../../functions/routing/matching/rank-agents.ts';
import type { Agent } from '../../../../functions/routing/model/agent.ts';
import {
  channelWeight,
  defaultRoutingSettings,
} from '../../../../functions/routing/model/routing-settings.ts';
import { channels, sensitiveKinds, type Ticket } from '../../../../functions/tickets/core/ticket.ts';
import { later, NOON } from '../../../support/context.ts';
import { agentWith, configWith, queueWith, teamWith } from '../../../support/routing/agents.ts';
import { ticketWith } from '../../../support/tickets/tickets.ts';

const now = new Date(NOON);

function choose(over: Partial<Ticket>, agents: readonly Agent[], config = configWith()) {
  const moment = { config, now };
  const evaluation = evaluateTicket(moment, ticketWith(over));
  const ranked = rankAgents(
    agents.flatMap((agent) => rankIfEligible(moment, evaluation, agent) ?? []),
    evaluation.queue,
  );
  const { requirements, queue } = evaluation;
  return routingDecisionOf({ requirements, queue, considered: agents.length, ranked }, now);
}

const skill = (level: number, name = 'billing') => [{ name, level }];

describe('eligibility', () => {
  const why = (over: Partial<Ticket>, agent: Partial<Agent>, config = configWith()) => {
    const moment = { config, now };
    return ineligibleReasonFor(moment, evaluateTicket(moment, ticketWith(over)), agentWith('a', agent));
  };
  const requiredSkills = skill(3);
  const lacks = 'does not hold what is required';
  const sensitive = { kinds: ['complaint'], reasons: [], by: 'model', at: NOON } as Ticket['sensitive'];
  const trained = skill(1, 'trained_complaints');
  const team = configWith({ teams: [teamWith('t', { general: [2, 20] })] });
  const waited = (seconds: number) => ({ waitingSince: later(NOON, -seconds * 1000) });

  it.each<
    [string, Partial<Ticket>, Partial<Agent>, ReturnType<typeof configWith> | undefined, string | undefined]
  >([
    ['accepts the required level', { requiredSkills }, { skills: skill(3) }, undefined, undefined],
    ['rejects one level less', { requiredSkills }, { skills: skill(2) }, undefined, lacks],
    [
      'rejects one of two skills',
      { requiredSkills: [...skill(1), ...skill(1, 'law')] },
      { skills: skill(5) },
      undefined,
      lacks,
    ],
    [
      'accepts the language of another region',
      { language: 'en-GB' },
      { languages: ['en'] },
      undefined,
      undefined,
    ],
    [
      'accepts the language with a region',
      { language: 'en' },
      { languages: ['en-GB'] },
      undefined,
      undefined,
    ],
    [
      'rejects another language with the same beginning',
      { language: 'en' },
      { languages: ['eng'] },
      undefined,
      lacks,
    ],
    ['accepts no language if none is required', {}, {}, undefined, undefined],
    ['rejects an agent who is away', {}, { presence: 'away' }, undefined, 'is away'],
    ['rejects an agent on a break', {}, { presence: 'on_break' }, undefined, 'is on_break'],
    ['rejects an agent who is offline', {}, { presence: 'offline' }, undefined, 'is offline'],
    [
      'rejects a capacity below the work in hand',
      {},
      { capacity: 0, free: -3 },
      undefined,
      'has no free capacity',
    ],
    ['rejects a missing training for a complaint', { sensitive }, { skills: skill(5) }, undefined, lacks],
    ['accepts the training for a complaint', { sensitive }, { skills: trained }, undefined, undefined],
    ['rejects a bot with the training', { sensitive }, { skills: trained, kind: 'bot' }, undefined, lacks],
    ['accepts a bot for a ticket that is not sensitive', {}, { kind: 'bot' }, undefined, undefined],
    [
      'rejects an agent who has just declined it',
      { skips: [{ agentId: 'a', until: later(NOON, 1) }] },
      {},
      undefined,
      'declined it or let the offer pass',
    ],
    [
      'accepts an agent who declined it and whose skip is over',
      { skips: [{ agentId: 'a', until: NOON }] },
      {},
      undefined,
      undefined,
    ],
    [
      'rejects a team that does not serve the queue',
      {},
      { teams: ['u'] },
      team,
      'no team of theirs serves the queue',
    ],
    [
      'rejects a team that serves the queue later',
      waited(19.9),
      { teams: ['t'] },
      team,
      'their teams serve the queue after a longer wait',
    ],
    ['accepts a team that serves the queue from now on', waited(20), { teams: ['t'] }, team, undefined],
    [
      'rejects an agent on an exclusive channel',
      {},
      { capacity: 20, free: 10, work: { phone: 1 } },
      configWith({ settings: { ...defaultRoutingSettings, exclusiveChannels: ['phone'] } }),
      'has no free capacity',
    ],
    [
      'rejects an agent with as many chats as the limit allows',
      { channel: 'chat' },
      { capacity: 20, free: 14, work: { chat: 2 } },
      configWith({ settings: { ...defaultRoutingSettings, most: { chat: 2 } } }),
      'has no free capacity',
    ],
    [
      'accepts an agent with one chat less than the limit',
      { channel: 'chat' },
      { capacity: 20, free: 17, work: { chat: 1 } },
      configWith({ settings: { ...defaultRoutingSettings, most: { chat: 2 } } }),
      undefined,
    ],
  ])('%s', (_name, ticket, agent, config, expected) => {
    expect(why(ticket, agent, config)).toBe(expected);
  });

  it.each(channels)('requires free capacity of exactly the weight of %s, and no less', (channel) => {
    const weight = channelWeight(channel);
    expect(choose({ channel }, [agentWith('a', { free: weight })]).agentId).toBe('a');
    expect(choose({ channel }, [agentWith('a', { free: weight - 1 })]).agentId).toBeUndefined();
  });

  it.each(sensitiveKinds)('allows a sensitive ticket of kind %s only to agents trained for it', (kind) => {
    const about = { sensitive: { kinds: [kind], reasons: [], by: 'model' as const, at: NOON } };
    const other = sensitiveKinds.find((one) => one !== kind) ?? kind;
    const trainings = {
      complaint: 'trained_complaints',
      billing_dispute: 'trained_billing',
      service_failure: 'trained_failures',
      vulnerable: 'trained_vulnerability',
    };
    expect(choose(about, [agentWith('a', { skills: skill(1, trainings[kind]) })]).agentId).toBe('a');
    expect(choose(about, [agentWith('a', { skills: skill(5, trainings[other]) })]).agentId).toBeUndefined();
  });
});

describe('the ranking of eligible agents', () => {
  const requiredSkills = skill(1);
  const had = { previousAssigneeId: 'z', previouslyReleasedAt: later(NOON, -1000) };

  it('1. puts the customer’s owner before the previous assignee, and the previous assignee before a better match', () => {
    const agents = [
      agentWith('a', { skills: skill(5) }),
      agentWith('o', { skills: skill(1) }),
      agentWith('z', { skills: skill(1), free: 1, lastAssignedAt: NOON }),
    ];
    expect(choose({ requiredSkills, ...had }, agents).agentId).toBe('z');
    expect(choose({ requiredSkills, ...had, ownerId: 'o' }, agents).agentId).toBe('o');
  });

  it('1. prefers the previous assignee to the end of the queue’s window, and not a millisecond longer', () => {
    const agents = [agentWith('a'), agentWith('z', { free: 1 })];
    const config = configWith({ queues: [queueWith('q', { continuity: { windowHours: 2 } })] });
    const ago = (ms: number) => ({ previousAssigneeId: 'z', previouslyReleasedAt: later(NOON, -ms) });
    expect(choose(ago(7_200_000), agents, config).agentId).toBe('z');
    expect(choose(ago(7_200_001), agents, config).agentId).toBe('a');
  });

  it('1. leaves out a previous assignee without free capacity', () => {
    expect(choose(had, [agentWith('z', { free: 0 }), agentWith('a')]).agentId).toBe('a');
  });

  it('2. puts the best skill match before the lowest load', () => {
    const better = agentWith('z', { skills: skill(5), free: 1, lastAssignedAt: NOON });
    expect(choose({ requiredSkills }, [agentWith('a', { skills: skill(4) }), better]).agentId).toBe('z');
  });

  it('2. counts required and preferred skills, dropped or not, and no others', () => {
    const law = agentWith('b', { skills: [...skill(2), ...skill(5, 'law')] });
    const three = agentWith('a', { skills: skill(3) });
    expect(choose({ requiredSkills }, [law, three]).agentId).toBe('a');
    const preferredSkills = [{ name: 'law', level: 1, group: 1 }];
    expect(choose({ requiredSkills, preferredSkills }, [law, three]).agentId).toBe('b');
    const config = configWith({ queues: [queueWith('q', { relaxation: { everySeconds: 1 } })] });
    expect(choose({ requiredSkills, preferredSkills }, [law, three], config)).toMatchObject({
      agentId: 'b',
      eligible: 2,
    });
  });

  it('3. puts the lowest share of capacity in use before the longest idle time', () => {
    const bigger = agentWith('z', { capacity: 100, free: 51, lastAssignedAt: NOON });
    expect(choose({}, [agentWith('a', { free: 5 }), bigger]).agentId).toBe('z');
  });

  it('4. puts the oldest last assignment before the id, and agents without any first', () => {
    const early = agentWith('z', { lastAssignedAt: '2026-03-10T08:00:00.000Z' });
    const late = agentWith('a', { lastAssignedAt: '2026-03-10T08:00:00.001Z' });
    expect(choose({}, [late, early]).agentId).toBe('z');
    expect(choose({}, [late, early, agentWith('zz')]).agentId).toBe('zz');
  });

  it('5. falls back to the id', () => {
    expect(choose({}, [agentWith('b'), agentWith('a'), agentWith('c')]).agentId).toBe('a');
  });

  it('uses only the last assignment in a round-robin queue', () => {
    const config = configWith({ queues: [queueWith('q', { order: 'round_robin' })] });
    const agents = [
      agentWith('a', { lastAssignedAt: later(NOON, -1) }),
      agentWith('z', { free: 1, lastAssignedAt: later(NOON, -2) }),
    ];
    expect(choose({ ownerId: 'a' }, agents, config).agentId).toBe('z');
  });
});

describe('the routing decision', () => {
  const level = fc.integer({ min: 1, max: 5 });
  const agents = fc.uniqueArray(
    fc.record({
      id: fc.stringMatching(/^[A-Za-z0-9_.-]{1,6}$/),
      skills: fc.uniqueArray(fc.record({ name: fc.constantFrom('billing', 'law'), level }), {
        selector: ({ name }) => name,
      }),
      languages: fc.subarray(['en', 'de-AT', 'fr']),
      capacity: fc.constantFrom(0, 5, 10),
      free: fc.integer({ min: -2, max: 10 }),
      lastAssignedAt: fc.option(fc.constantFrom(NOON, '2026-03-09T00:00:00.000Z'), { nil: undefined }),
    }),
    { selector: ({ id }) => id, maxLength: 8 },
  );
  const requests = fc.record({
    channel: fc.constantFrom(...channels),
    language: fc.option(fc.constantFrom('en', 'de', 'fr-CA'), { nil: undefined }),
    requiredSkills: fc.array(fc.record({ name: fc.constantFrom('billing', 'law'), level }), { maxLength: 2 }),
  });
  const online = (rows: readonly Partial<Agent>[]) => rows.map((row) => agentWith(String(row.id), row));

  it('does not depend on the order of the agents', () => {
    fc.assert(
      fc.property(
        agents.chain((rows) =>
          fc.tuple(
            fc.constant(rows),
            fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
          ),
        ),
        requests,
        ([rows, shuffled], over) => {
          expect(choose(over, online(shuffled))).toEqual(choose(over, online(rows)));
        },
      ),
    );
  });

  it('names an agent whenever one is eligible, and never one without capacity', () => {
    fc.assert(
      fc.property(agents, requests, (rows, over) => {
        const { agentId, eligible } = choose(over, online(rows));
        const chosen = rows.find(({ id }) => id === agentId);
        expect(eligible > 0).toBe(chosen !== undefined);
        expect(chosen === undefined || chosen.free >= channelWeight(over.channel)).toBe(true);
      }),
    );
  });

  it('states the requirements, the number of agents and the decisive difference', () => {
    const spanish = (id: string, free: number, minute: number) =>
      agentWith(id, {
        languages: ['es'],
        skills: skill(3),
        free,
        lastAssignedAt: `2026-03-10T14:0${minute}:00.000Z`,
      });
    const decision = choose({ language: 'es', requiredSkills: skill(3) }, [
      spanish('bob', 6, 1),
      spanish('ann', 7, 2),
      agentWith('tim', { languages: ['en'] }),
    ]);
    expect(decision).toEqual({
      at: NOON,
      agentId: 'ann',
      explanation:
        'Spanish, billing ≥ 3 required; 2 of 3 agents; chosen: ann, least load 0.3, last assigned 14:02',
      considered: 3,
      eligible: 2,
      queueId: 'general',
      requires: { language: 'es', skills: skill(3) },
      score: { continuity: 'none', match: 3, load: 0.3, lastAssignedAt: '2026-03-10T14:02:00.000Z' },
    });
  });

  it.each<[string, Partial<Ticket>, Agent[], string]>([
    ['the owner', { ownerId: 'a' }, [agentWith('a')], '1 of 1 agents; chosen: a, the customer’s owner'],
    [
      'the previous assignee',
      { previousAssigneeId: 'a', solvedAt: NOON },
      [agentWith('a')],
      'chosen: a, had it before',
    ],
    [
      'the best match',
      { requiredSkills: skill(1) },
      [agentWith('a', { skills: skill(4) }), agentWith('b', { skills: skill(2) })],
      'chosen: a, best match 4, load 0.0',
    ],
    [
      'the longest idle',
      {},
      [agentWith('a'), agentWith('b', { lastAssignedAt: NOON })],
      'chosen: a, load 0.0, longest idle, never assigned before',
    ],
    [
      'the only one',
      {},
      [agentWith('a')],
      'nothing special required; 1 of 1 agents; chosen: a, the only one, load 0.0',
    ],
    [
      'no agent',
      { language: 'de' },
      [agentWith('a')],
      'German required; 0 of 1 agents with free capacity; no eligible agent is free; waiting',
    ],
  ])('explains the choice of %s', (_name, over, agents, text) => {
    expect(choose(over, agents).explanation).toContain(text);
  });

  it('lists the dropped groups of preferred skills with their times', () => {
    const config = configWith({ queues: [queueWith('q', { relaxation: { everySeconds: 60 } })] });
    const preferredSkills = [{ name: 'law', level: 1, group: 2 }];
    const decision = choose(
      { preferredSkills, waitingSince: later(NOON, -60_000) },
      [agentWith('a')],
      config,
    );
    expect(decision.dropped).toEqual([{ group: 2, at: NOON }]);
    expect(decision.explanation).toContain('; preferred group 2 dropped 12:00:00; 1 of 1 agents');
  });
});
