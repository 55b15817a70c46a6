// The index under which agents with free capacity are found: one entry for each of their teams and abilities,
// sorted by level, then by load. Pure.

import { ownProperty } from '../../platform/own-property.ts';
import { routingLists } from '../keys.ts';
import { type Agent, baseLanguage, isAvailable, loadOf, skillsOf } from './agent.ts';
import type { MandatoryRequirements } from './requirements.ts';
import { teamsOf } from './team.ts';

/** The part of an agent that an entry carries; assignments change none of it. */
export type AvailabilityRow = Pick<Agent, 'id' | 'kind' | 'skills' | 'languages' | 'capacity'>;

export interface AvailabilityEntry {
  listPk: string;
  listSk: string;
  row: AvailabilityRow;
}

/** Upper bounds of the load bands, as shares of capacity. An entry moves only when the band changes. */
const loadBandEnds = [0, 0.25, 0.5, 0.75] as const;
export const LAST_LOAD_BAND = loadBandEnds.length;

/** Returns the load band: 0 idle, 1 up to a quarter, 2 up to a half, 3 up to three quarters, 4 above. */
export function loadBandOf(agent: Pick<Agent, 'capacity' | 'free'>): number {
  const load = loadOf(agent);
  const band = loadBandEnds.findIndex((end) => load <= end);
  return band === -1 ? LAST_LOAD_BAND : band;
}

/** Returns the most free capacity that an agent can have in a load band. */
export function maxFreeCapacity(capacity: number, band: number): number {
  if (band === 0) return capacity;
  const above = loadBandEnds[band - 1] ?? 0;
  return Math.ceil(capacity * (1 - above)) - 1;
}

/** The ability of every agent; the others are a skill at a level, or a language. */
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

/** Returns a sort key that puts the highest level first. */
const levelKey = (level: number): string => String(9 - level);

/**
 * Returns the entries of an agent in an order that depends only on their teams and abilities; none when they
 * are not available.
 */
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

/**
 * Sets `availableSince` on an agent before they are stored; it restarts when they had no entries or the band
 * changed.
 */
export function withAvailability(before: Agent | undefined, next: Agent, at: string): Agent {
  if (!isAvailable(next)) return { ...next, availableSince: undefined };
  const moved = !before || !isAvailable(before) || loadBandOf(before) !== loadBandOf(next);
  return { ...next, availableSince: moved ? at : (before.availableSince ?? at) };
}

/** Number of agents of a team per ability and per capacity, online or not; keyed by `skillCountName`. */
export type SkillCounts = Readonly<Record<string, number>>;

const CAPACITY = 'capacity_';
/**
 * Returns the attribute name of an ability. Abilities with the same name share a count, which is only a hint.
 */
export const skillCountName = (ability: string): string => ability.replaceAll(/[^a-z0-9_]/g, '_');

/** Returns the counts that an agent adds to in each of their teams. */
export function skillCountNames(agent: Agent | undefined): { team: string; names: string[] }[] {
  if (!agent) return [];
  const abilities = abilitiesOf(agent).map(({ ability }) => skillCountName(ability));
  const names = [...new Set(abilities), `${CAPACITY}${agent.capacity}`];
  return teamsOf(agent).map((team) => ({ team, names }));
}

/** Returns the ability to search under: the required one that the fewest agents of the team have. */
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
 * Returns the index ranges to read, best first, for agents with `weight` capacity free. Returns one range
 * when every load band qualifies, else one per level, so that agents with too much work are not read. The
 * bands follow from the largest capacity in the team; some agents with a smaller capacity are read in vain.
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
  const usableBands = Array.from({ length: LAST_LOAD_BAND + 1 }, (_, band) => band).filter(
    (band) => maxFreeCapacity(largest, band) >= weight,
  );
  const lastBand = usableBands.at(-1);
  if (lastBand === undefined) return [];
  const best = ability.startsWith('s:') ? 5 : 0;
  if (lastBand === LAST_LOAD_BAND) return [{ from: levelKey(best), to: `${levelKey(level)}#~` }];
  return Array.from({ length: best - level + 1 }, (_, down) => levelKey(best - down)).map((key) => ({
    from: `${key}#0`,
    to: `${key}#${lastBand}#~`,
  }));
}
