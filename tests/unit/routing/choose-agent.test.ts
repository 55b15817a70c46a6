import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseAgent, type RosterRow, weightOf } from '../../../functions/routing/choose-agent.ts';
import { channels } from '../../../functions/tickets/ticket.ts';
import { NOON } from '../../support/context.ts';
import { ticketWith } from '../../support/tickets.ts';

const agent = (id: string, over: Partial<RosterRow> = {}): RosterRow => ({
  id,
  name: id,
  skills: [],
  languages: [],
  capacity: 10,
  free: 10,
  ...over,
});
const now = new Date(NOON);
const choose = (over: Parameters<typeof ticketWith>[0], ...roster: RosterRow[]) =>
  chooseAgent(ticketWith(over), roster, now);

describe('who may take a ticket at all', () => {
  it('has exactly the level that is required', () => {
    const requiredSkills = [{ name: 'billing', level: 3 }];
    const withLevel = (level: number) => agent('a', { skills: [{ name: 'billing', level }] });
    expect(choose({ requiredSkills }, withLevel(2)).agentId).toBeUndefined();
    expect(choose({ requiredSkills }, withLevel(3)).agentId).toBe('a');
  });

  it('holds every required skill, not only the first', () => {
    const requiredSkills = [
      { name: 'billing', level: 1 },
      { name: 'law', level: 1 },
    ];
    const one = agent('a', { skills: [{ name: 'billing', level: 5 }] });
    const both = agent('b', { skills: requiredSkills });
    expect(choose({ requiredSkills }, one, both)).toMatchObject({ agentId: 'b', eligible: 1, considered: 2 });
  });

  it('speaks the language, whichever its region', () => {
    expect(choose({ language: 'en-GB' }, agent('a', { languages: ['en'] })).agentId).toBe('a');
    expect(choose({ language: 'en' }, agent('a', { languages: ['en-GB'] })).agentId).toBe('a');
    expect(choose({ language: 'en' }, agent('a', { languages: ['de', 'eng'] })).agentId).toBeUndefined();
    expect(choose({ language: 'en' }, agent('a')).agentId).toBeUndefined();
  });

  it('needs no language when the ticket names none', () => {
    expect(choose({}, agent('a')).agentId).toBe('a');
  });

  for (const channel of channels) {
    it(`has free capacity of exactly the weight of ${channel}, and not one less`, () => {
      const weight = weightOf({ channel });
      expect(choose({ channel }, agent('a', { free: weight })).agentId).toBe('a');
      expect(choose({ channel }, agent('a', { free: weight - 1 })).agentId).toBeUndefined();
    });
  }

  it('is nobody whose capacity was lowered under the work in hand', () => {
    expect(choose({}, agent('a', { capacity: 0, free: -3 })).agentId).toBeUndefined();
  });
});

describe('among those who may, in this order', () => {
  const requiredSkills = [{ name: 'billing', level: 1 }];
  const skill = (level: number) => [{ name: 'billing', level }];
  const lazy = { free: 10, lastAssignedAt: undefined };

  it('1. the agent who had it last comes before a better match', () => {
    const had = agent('z', { skills: skill(1), free: 1, lastAssignedAt: NOON });
    const better = agent('a', { skills: skill(5), ...lazy });
    expect(choose({ requiredSkills, lastAgentId: 'z' }, better, had).agentId).toBe('z');
  });

  it('1. the agent who had it last does not get it without free capacity', () => {
    expect(choose({ lastAgentId: 'z' }, agent('z', { free: 0 }), agent('a')).agentId).toBe('a');
  });

  it('2. the best match of skills comes before the lowest load', () => {
    const better = agent('z', { skills: skill(5), free: 1, lastAssignedAt: NOON });
    expect(choose({ requiredSkills }, agent('a', { skills: skill(4), ...lazy }), better).agentId).toBe('z');
  });

  it('2. only skills that are asked for count as a match', () => {
    const other = agent('b', { skills: [...skill(2), { name: 'law', level: 5 }] });
    expect(choose({ requiredSkills }, other, agent('a', { skills: skill(3) })).agentId).toBe('a');
  });

  it('3. the lowest share of capacity in use comes before the longest idle', () => {
    const busy = agent('a', { capacity: 10, free: 5 });
    const bigger = agent('z', { capacity: 100, free: 51, lastAssignedAt: NOON });
    expect(choose({}, busy, bigger).agentId).toBe('z');
  });

  it('4. the longest since the last assignment comes before the id, never assigned first of all', () => {
    const early = agent('z', { lastAssignedAt: '2026-03-10T08:00:00.000Z' });
    const late = agent('a', { lastAssignedAt: '2026-03-10T08:00:00.001Z' });
    expect(choose({}, late, early).agentId).toBe('z');
    expect(choose({}, late, early, agent('zz')).agentId).toBe('zz');
  });

  it('5. the id decides at last', () => {
    expect(choose({}, agent('b'), agent('a'), agent('c')).agentId).toBe('a');
  });
});

describe('the decision', () => {
  const level = fc.integer({ min: 1, max: 5 });
  const rows = fc.uniqueArray(
    fc.record({
      id: fc.stringMatching(/^[A-Za-z0-9_.-]{1,6}$/),
      name: fc.constant('n'),
      skills: fc.array(fc.record({ name: fc.constantFrom('billing', 'law'), level }), { maxLength: 2 }),
      languages: fc.subarray(['en', 'de-AT', 'fr']),
      capacity: fc.constantFrom(0, 5, 10),
      free: fc.integer({ min: -2, max: 10 }),
      lastAssignedAt: fc.option(fc.constantFrom(NOON, '2026-03-09T00:00:00.000Z'), { nil: undefined }),
    }),
    { selector: ({ id }) => id, maxLength: 8 },
  );
  const wishes = fc.record({
    channel: fc.constantFrom(...channels),
    language: fc.option(fc.constantFrom('en', 'de', 'fr-CA'), { nil: undefined }),
    requiredSkills: fc.array(fc.record({ name: fc.constantFrom('billing', 'law'), level }), { maxLength: 2 }),
  });

  it('is the same in whatever order the roster comes', () => {
    fc.assert(
      fc.property(
        rows.chain((roster) =>
          fc.tuple(
            fc.constant(roster),
            fc.shuffledSubarray(roster, { minLength: roster.length, maxLength: roster.length }),
          ),
        ),
        wishes,
        ([roster, shuffled], over) => {
          expect(choose(over, ...shuffled)).toEqual(choose(over, ...roster));
        },
      ),
    );
  });

  it('never names somebody without the capacity, and names somebody whenever anybody is eligible', () => {
    fc.assert(
      fc.property(rows, wishes, (roster, over) => {
        const { agentId, eligible } = choose(over, ...roster);
        const chosen = roster.find(({ id }) => id === agentId);
        expect(eligible > 0).toBe(chosen !== undefined);
        expect(chosen === undefined || chosen.free >= weightOf(over)).toBe(true);
      }),
    );
  });

  it('says what was asked for, how many there were and why this one', () => {
    const decision = choose(
      { language: 'de', requiredSkills: [{ name: 'billing', level: 2 }] },
      agent('a', { languages: ['de'], skills: [{ name: 'billing', level: 2 }], free: 5 }),
      agent('b', { languages: ['en'] }),
    );
    expect(decision).toMatchObject({ at: NOON, agentId: 'a', considered: 2, eligible: 1 });
    expect(decision.explanation).toBe(
      'language de, billing ≥ 2 required; 1 of 2 online agents; chosen: a, load 0.5, last assigned never',
    );
  });

  it('says that the agent had it before', () => {
    expect(choose({ lastAgentId: 'a' }, agent('a')).explanation).toBe(
      'nothing special required; 1 of 1 online agents; chosen: a, had it before',
    );
  });

  it('tells apart that nobody able is online and that they are at capacity', () => {
    expect(choose({ language: 'de' }, agent('a')).explanation).toContain('nobody able is online; waiting');
    expect(choose({}, agent('a', { free: 0 })).explanation).toContain(
      'those who are able are at capacity; waiting',
    );
    expect(choose({})).toMatchObject({ considered: 0, eligible: 0 });
  });
});
