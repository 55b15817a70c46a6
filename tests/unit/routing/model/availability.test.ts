import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PutAgentRequestSchema } from '../../../../functions/routing/model/agent.ts';
import {
  availabilityEntriesOf,
  availabilityRanges,
  LAST_LOAD_BAND,
  loadBandOf,
  maxFreeCapacity,
  scarcestAbility,
  withAvailability,
} from '../../../../functions/routing/model/availability.ts';
import { later, NOON } from '../../../support/context.ts';
import { agentWith } from '../../../support/routing/agents.ts';

const skills = [
  { name: 'law', level: 3 },
  { name: 'lamps', level: 5 },
];

describe('seats', () => {
  it('are one for each team and ability: anybody, each skill at its level, each language once', () => {
    const agent = agentWith('a', {
      skills,
      languages: ['de', 'de-AT', 'en'],
      teams: ['x', 'y'],
      availableSince: NOON,
      free: 7,
    });
    const seats = availabilityEntriesOf(agent);
    expect(seats.map(({ listPk }) => listPk)).toEqual(
      ['x', 'y'].flatMap((team) =>
        ['*', 's:law', 's:lamps', 'l:de', 'l:en'].map((ability) => `AV#${team}#${ability}`),
      ),
    );
    expect(seats.slice(0, 4).map(({ listSk }) => listSk)).toEqual([
      `9#2#${NOON}#a`,
      `6#2#${NOON}#a`,
      `4#2#${NOON}#a`,
      `9#2#${NOON}#a`,
    ]);
  });

  it.each([
    ['without room', { free: 0 }],
    ['with less than none', { free: -1 }],
    ['away', { presence: 'away' as const }],
    ['offline', { presence: 'offline' as const }],
  ])('are none for an agent who is %s', (_name, over) => {
    expect(availabilityEntriesOf(agentWith('a', over))).toEqual([]);
  });

  it.each([
    [10, 10, 0],
    [10, 9, 1],
    [100, 75, 1],
    [100, 74, 2],
    [100, 50, 2],
    [100, 49, 3],
    [100, 25, 3],
    [100, 24, 4],
    [10, 1, 4],
  ])('of a capacity of %s with %s free are on step %s', (capacity, free, step) => {
    expect(loadBandOf({ capacity, free })).toBe(step);
  });

  it('move with a step and stay within it', () => {
    const before = withAvailability(undefined, agentWith('a', { free: 9 }), NOON);
    const soon = later(NOON, 1);
    expect(before.availableSince).toBe(NOON);
    expect(withAvailability(before, { ...before, free: 8 }, soon).availableSince).toBe(NOON);
    expect(withAvailability(before, { ...before, free: 7 }, soon).availableSince).toBe(soon);
    expect(withAvailability(before, { ...before, free: 0 }, soon).availableSince).toBeUndefined();
  });

  it('show nothing that a claim within a step changes', () => {
    const before = agentWith('a', { skills, free: 9, availableSince: NOON });
    const after = { ...before, free: 8, version: 2, lastAssignedAt: NOON, work: { email: 2 } };
    expect(availabilityEntriesOf(after)).toEqual(availabilityEntriesOf(before));
  });

  it('of an agent with as many abilities and teams as the API takes fit into one transaction', () => {
    const of = (count: number, teams: number) =>
      PutAgentRequestSchema.safeParse({
        name: 'a',
        skills: Array.from({ length: count }, (_, index) => ({ name: `s${index}` })),
        teams: Array.from({ length: teams }, (_, index) => `t${index}`),
      });
    expect([of(7, 5).success, of(8, 5).success, of(21, 2).success, of(22, 2).success]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    const agent = agentWith('a', of(21, 2).data);
    expect(availabilityEntriesOf(agent)).toHaveLength(44);
  });
});

describe('where to read', () => {
  it('nobody of a step has more free than it says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.nat(1000), (capacity, used) => {
        fc.pre(used < capacity);
        const free = capacity - used;
        expect(free).toBeLessThanOrEqual(maxFreeCapacity(capacity, loadBandOf({ capacity, free })));
      }),
    );
  });

  it('is under the scarcest ability that is asked for, and under anybody when none is', () => {
    const asked = {
      queueId: 'q',
      channel: 'email' as const,
      person: false,
      language: 'de',
      skills: [{ name: 'law', level: 2 }],
    };
    expect(scarcestAbility(asked, { s_law: 5, l_de: 4 })).toEqual({ ability: 'l:de', level: 0 });
    expect(scarcestAbility(asked, { s_law: 4, l_de: 4 })).toEqual({ ability: 's:law', level: 2 });
    expect(scarcestAbility({ ...asked, language: undefined, skills: [] }, {})).toEqual({
      ability: '*',
      level: 0,
    });
  });

  const capacities = { capacity_10: 3, capacity_5: 1, capacity_100: 0 };
  const inside = (ranges: readonly { from: string; to: string }[], sk: string) =>
    ranges.some(({ from, to }) => sk >= from && sk <= to);

  it('is one range when any room will do, from the best level to the one required', () => {
    expect(availabilityRanges('s:law', 3, 1, capacities)).toEqual([{ from: '4', to: '6#~' }]);
    expect(availabilityRanges('*', 0, 1, {})).toEqual([{ from: '9', to: '9#~' }]);
  });

  it('leaves those out who cannot have the room: of a capacity of ten only the idle have ten', () => {
    expect(availabilityRanges('*', 0, 10, capacities)).toEqual([{ from: '9#0', to: '9#0#~' }]);
    expect(availabilityRanges('s:law', 4, 3, capacities)).toEqual([
      { from: '4#0', to: '4#3#~' },
      { from: '5#0', to: '5#3#~' },
    ]);
    expect(availabilityRanges('*', 0, 11, capacities)).toEqual([]);
  });

  it('leaves nobody out who has the room and the level', () => {
    const level = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(
        level,
        level,
        fc.constantFrom(1, 2, 3, 10),
        fc.integer({ min: 1, max: 10 }),
        (held, asked, weight, free) => {
          fc.pre(held >= asked && free >= weight);
          const agent = agentWith('a', {
            skills: [{ name: 'law', level: held }],
            free,
            availableSince: NOON,
          });
          const sk = availabilityEntriesOf(agent)[1]?.listSk ?? '';
          expect(inside(availabilityRanges('s:law', asked, weight, { capacity_10: 1 }), sk)).toBe(true);
        },
      ),
    );
    expect(LAST_LOAD_BAND).toBe(4);
  });
});
