// Where agents with room can be found: one entry for each of their teams and abilities, the best at it and the least
// loaded first. Pure.

import { ownProperty } from '../../platform/own-property.ts';
import { routingLists } from '../keys.ts';
import { type Agent, baseLanguage, isAvailable, loadOf, skillsOf } from './agent.ts';
import type { MandatoryRequirements } from './requirements.ts';
import { teamsOf } from './team.ts';

/** What a seat shows of its agent: nothing that a claim changes. */
export type AvailabilityRow = Pick<Agent, 'id' | 'kind' | 'skills' | 'languages' | 'capacity'>;

export interface AvailabilityEntry {
  listPk: string;
  listSk: string;
  row: AvailabilityRow;
}

/** Upper ends of the steps of load, shares of capacity: a seat moves only from step to step. */
const loadBandEnds = [0, 0.25, 0.5, 0.75] as const;
export const LAST_LOAD_BAND = loadBandEnds.length;

/** 0 idle, 1 up to a quarter, 2 up to a half, 3 up to three quarters, 4 above. */
export function loadBandOf(agent: Pick<Agent, 'capacity' | 'free'>): number {
  const load = loadOf(agent);
  const step = loadBandEnds.findIndex((end) => load <= end);
  return step === -1 ? LAST_LOAD_BAND : step;
}

/** The most that an agent of a capacity can have free on a step. */
export function maxFreeCapacity(capacity: number, step: number): number {
  if (step === 0) return capacity;
  const above = loadBandEnds[step - 1] ?? 0;
  return Math.ceil(capacity * (1 - above)) - 1;
}

/** The abilities under which agents are found: anybody, a skill at a level, a language. */
export const ANY_ABILITY = '*';
const skillAbility = (name: string): string => `s:${name}`;
export const languageAbility = (tag: string): string => `l:${baseLanguage(tag)}`;

function abilitiesOf(agent: Agent): { ability: string; level: number }[] {
  const { languages } = agent;
  const spoken = new Set(languages.map(languageAbility));
  return [
    { ability: ANY_ABILITY, level: 0 },
    ...skillsOf(agent).map(({ name, level }) => ({ ability: skillAbility(name), level })),
    ...[...spoken].map((ability) => ({ ability, level: 0 })),
  ];
}

/** Sorts the highest level first. */
const levelKey = (level: number): string => String(9 - level);

/** All seats of an agent, in an order that depends on nothing but their teams and abilities; none without room. */
export function availabilityEntriesOf(agent: Agent): AvailabilityEntry[] {
  if (!isAvailable(agent)) return [];
  const { id, kind, languages, capacity, availableSince = '' } = agent;
  const row = { id, kind, skills: skillsOf(agent), languages, capacity };
  return teamsOf(agent).flatMap((team) =>
    abilitiesOf(agent).map(({ ability, level }) => ({
      listPk: routingLists.availability(team, ability),
      listSk: `${levelKey(level)}#${loadBandOf(agent)}#${availableSince}#${id}`,
      row,
    })),
  );
}

/** The agent as they are to be stored: seated anew when they had no seat or their step changed. */
export function withAvailability(before: Agent | undefined, next: Agent, at: string): Agent {
  if (!isAvailable(next)) return { ...next, availableSince: undefined };
  const moved = !before || !isAvailable(before) || loadBandOf(before) !== loadBandOf(next);
  return { ...next, availableSince: moved ? at : (before.availableSince ?? at) };
}

/** How many agents of a team there are for each ability, and for each capacity, online or not; keyed by `holderName`. */
export type SkillCounts = Readonly<Record<string, number>>;

const CAPACITY = 'capacity_';
/** As an attribute may be named. Two abilities that share a name share a count, which is a hint and no more. */
export const skillCountName = (ability: string): string => ability.replaceAll(/[^a-z0-9_]/g, '_');

/** What an agent adds to the counts of each of their teams. */
export function skillCountNames(agent: Agent | undefined): { team: string; names: string[] }[] {
  if (!agent) return [];
  const abilities = abilitiesOf(agent).map(({ ability }) => skillCountName(ability));
  const names = [...new Set(abilities), `${CAPACITY}${agent.capacity}`];
  return teamsOf(agent).map((team) => ({ team, names }));
}

/** The ability to look under: of those required, the one that the fewest agents of the team have. */
export function scarcestAbility(
  { language, skills }: MandatoryRequirements,
  skillCounts: SkillCounts,
): { ability: string; level: number } {
  const required = [
    ...skills.map(({ name, level }) => ({ ability: skillAbility(name), level })),
    ...(language ? [{ ability: languageAbility(language), level: 0 }] : []),
  ];
  const count = ({ ability }: { ability: string }) => ownProperty(skillCounts, skillCountName(ability)) ?? 0;
  return required.toSorted((a, b) => count(a) - count(b))[0] ?? { ability: ANY_ABILITY, level: 0 };
}

export interface AvailabilityRange {
  from: string;
  to: string;
}

/**
 * Where to read, best first, for somebody who needs `weight` free: one range when any step will do, else one for each
 * level, so that agents who have too much in hand are not read. Agents of the largest capacity of the team decide; of a
 * smaller capacity some are read in vain.
 */
export function availabilityRanges(
  ability: string,
  level: number,
  weight: number,
  skillCounts: SkillCounts,
): AvailabilityRange[] {
  const capacities = Object.entries(skillCounts)
    .filter(([name, count]) => name.startsWith(CAPACITY) && count > 0)
    .map(([name]) => Number(name.slice(CAPACITY.length)));
  const largest = capacities.length > 0 ? Math.max(...capacities) : Number.POSITIVE_INFINITY;
  const roomy = Array.from({ length: LAST_LOAD_BAND + 1 }, (_, step) => step).filter(
    (step) => maxFreeCapacity(largest, step) >= weight,
  );
  const last = roomy.at(-1);
  if (last === undefined) return [];
  const best = ability.startsWith('s:') ? 5 : 0;
  if (last === LAST_LOAD_BAND) return [{ from: levelKey(best), to: `${levelKey(level)}#~` }];
  return Array.from({ length: best - level + 1 }, (_, down) => levelKey(best - down)).map((key) => ({
    from: `${key}#0`,
    to: `${key}#${last}#~`,
  }));
}
