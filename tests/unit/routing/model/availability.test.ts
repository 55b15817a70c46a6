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

describe('availability entries', () => {
  it('exist once per team and ability: every agent, each skill at its level, each language once', () => {
    const agent = agentWith('a', {
      skills,
      languages: ['de', 'de-AT', 'en'],
      teams: ['x', 'y'],
      availableSince: NOON,
      free: 7,
    });
    const entries = availabilityEntriesOf(agent);
    expect(entries.map(({ listPk }) => listPk)).toEqual(
      ['x', 'y'].flatMap((team) =>
        ['*', 's:law', 's:lamps', 'l:de', 'l:en'].map((ability) => `AV#${team}#${ability}`),
      ),
    );
    expect(entries.slice(0, 4).map(({ listSk }) => listSk)).toEqual([
      `9#2#${NOON}#a`,
      `6#2#${NOON}#a`,
      `4#2#${NOON}#a`,
      `9#2#${NOON}#a`,
    ]);
  });

  it.each([
    ['without free capacity', { free: 0 }],
    ['over capacity', { free: -1 }],
    ['away', { presence: 'away' as const }],
    ['offline', { presence: 'offline' as const }],
  ])('do not exist for an agent %s', (_name, over) => {
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
  ])('for a capacity of %s with %s free are in load band %s', (capacity, free, band) => {
    expect(loadBandOf({ capacity, free })).toBe(band);
  });

  it('move when the load band changes and stay in place within it', () => {
    const before = withAvailability(undefined, agentWith('a', { free: 9 }), NOON);
    const soon = later(NOON, 1);
    expect(before.availableSince).toBe(NOON);
    expect(withAvailability(before, { ...before, free: 8 }, soon).availableSince).toBe(NOON);
    expect(withAvailability(before, { ...before, free: 7 }, soon).availableSince).toBe(soon);
    expect(withAvailability(before, { ...before, free: 0 }, soon).availableSince).toBeUndefined();
  });

  it('contain nothing that an assignment within a load band changes', () => {
    const before = agentWith('a', { skills, free: 9, availableSince: NOON });
    const after = { ...before, free: 8, version: 2, lastAssignedAt: NOON, work: { email: 2 } };
    expect(availabilityEntriesOf(after)).toEqual(availabilityEntriesOf(before));
  });

  it('fit into one transaction for an agent with the most abilities and teams that the API accepts', () => {
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

describe('the index ranges to read', () => {
  it('rely on a load band’s upper bound of free capacity', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.nat(1000), (capacity, used) => {
        fc.pre(used < capacity);
        const free = capacity - used;
        expect(free).toBeLessThanOrEqual(maxFreeCapacity(capacity, loadBandOf({ capacity, free })));
      }),
    );
  });

  it('are under the scarcest required ability, or under the one of every agent when none is required', () => {
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

  it('form one range from the best to the required level when every load band qualifies', () => {
    expect(availabilityRanges('s:law', 3, 1, capacities)).toEqual([{ from: '4', to: '6#~' }]);
    expect(availabilityRanges('*', 0, 1, {})).toEqual([{ from: '9', to: '9#~' }]);
  });

  it('leave out agents who cannot have the capacity: with a capacity of ten, only idle agents have ten free', () => {
    expect(availabilityRanges('*', 0, 10, capacities)).toEqual([{ from: '9#0', to: '9#0#~' }]);
    expect(availabilityRanges('s:law', 4, 3, capacities)).toEqual([
      { from: '4#0', to: '4#3#~' },
      { from: '5#0', to: '5#3#~' },
    ]);
    expect(availabilityRanges('*', 0, 11, capacities)).toEqual([]);
  });

  it('include every agent who has the capacity and the level', () => {
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
