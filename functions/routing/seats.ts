// Where agents with room can be found: one entry for each of their teams and abilities, the best at it and the least
// loaded first. Pure.

import { own } from '../platform/own.ts';
import { lists } from '../platform/table/keys.ts';
import { type Agent, baseLanguage, isAvailable, loadOf, skillsOf } from './agent.ts';
import type { Requirement } from './requirement.ts';
import { teamsOf } from './team.ts';

/** What a seat shows of its agent: nothing that a claim changes. */
export type SeatRow = Pick<Agent, 'id' | 'kind' | 'skills' | 'languages' | 'capacity'>;

export interface Seat {
  listPk: string;
  listSk: string;
  row: SeatRow;
}

/** Upper ends of the steps of load, shares of capacity: a seat moves only from step to step. */
const steps = [0, 0.25, 0.5, 0.75] as const;
export const LAST_STEP = steps.length;

/** 0 idle, 1 up to a quarter, 2 up to a half, 3 up to three quarters, 4 above. */
export function stepOf(agent: Pick<Agent, 'capacity' | 'free'>): number {
  const load = loadOf(agent);
  const step = steps.findIndex((end) => load <= end);
  return step === -1 ? LAST_STEP : step;
}

/** The most that an agent of a capacity can have free on a step. */
export function mostFree(capacity: number, step: number): number {
  if (step === 0) return capacity;
  const above = steps[step - 1] ?? 0;
  return Math.ceil(capacity * (1 - above)) - 1;
}

/** The abilities under which agents are found: anybody, a skill at a level, a language. */
export const ANYBODY = '*';
export const skillAbility = (name: string): string => `s:${name}`;
export const languageAbility = (tag: string): string => `l:${baseLanguage(tag)}`;

function abilitiesOf(agent: Agent): { ability: string; level: number }[] {
  const { languages } = agent;
  const spoken = new Set(languages.map(languageAbility));
  return [
    { ability: ANYBODY, level: 0 },
    ...skillsOf(agent).map(({ name, level }) => ({ ability: skillAbility(name), level })),
    ...[...spoken].map((ability) => ({ ability, level: 0 })),
  ];
}

/** Sorts the highest level first. */
export const levelKey = (level: number): string => String(9 - level);

/** All seats of an agent, in an order that depends on nothing but their teams and abilities; none without room. */
export function seatsOf(agent: Agent): Seat[] {
  if (!isAvailable(agent)) return [];
  const { id, kind, languages, capacity, seatedAt = '' } = agent;
  const row = { id, kind, skills: skillsOf(agent), languages, capacity };
  return teamsOf(agent).flatMap((team) =>
    abilitiesOf(agent).map(({ ability, level }) => ({
      listPk: lists.seats(team, ability),
      listSk: `${levelKey(level)}#${stepOf(agent)}#${seatedAt}#${id}`,
      row,
    })),
  );
}

/** The agent as they are to be stored: seated anew when they had no seat or their step changed. */
export function seated(before: Agent | undefined, next: Agent, at: string): Agent {
  if (!isAvailable(next)) return { ...next, seatedAt: undefined };
  const moved = !before || !isAvailable(before) || stepOf(before) !== stepOf(next);
  return { ...next, seatedAt: moved ? at : (before.seatedAt ?? at) };
}

/** How many agents of a team there are for each ability, and for each capacity, online or not; keyed by `holderName`. */
export type Holders = Readonly<Record<string, number>>;

const CAPACITY = 'capacity_';
/** As an attribute may be named. Two abilities that share a name share a count, which is a hint and no more. */
export const holderName = (ability: string): string => ability.replaceAll(/[^a-z0-9_]/g, '_');

/** What an agent adds to the counts of each of their teams. */
export function holdersOf(agent: Agent | undefined): { team: string; names: string[] }[] {
  if (!agent) return [];
  const abilities = abilitiesOf(agent).map(({ ability }) => holderName(ability));
  const names = [...new Set(abilities), `${CAPACITY}${agent.capacity}`];
  return teamsOf(agent).map((team) => ({ team, names }));
}

/** The ability to look under: of those required, the one that the fewest agents of the team have. */
export function scarcest(
  { language, skills }: Requirement,
  holders: Holders,
): { ability: string; level: number } {
  const required = [
    ...skills.map(({ name, level }) => ({ ability: skillAbility(name), level })),
    ...(language ? [{ ability: languageAbility(language), level: 0 }] : []),
  ];
  const count = ({ ability }: { ability: string }) => own(holders, holderName(ability)) ?? 0;
  return required.toSorted((a, b) => count(a) - count(b))[0] ?? { ability: ANYBODY, level: 0 };
}

export interface SeatRange {
  from: string;
  to: string;
}

/**
 * Where to read, best first, for somebody who needs `weight` free: one range when any step will do, else one for each
 * level, so that agents who have too much in hand are not read. Agents of the largest capacity of the team decide; of a
 * smaller capacity some are read in vain.
 */
export function rangesFor(ability: string, level: number, weight: number, holders: Holders): SeatRange[] {
  const capacities = Object.entries(holders)
    .filter(([name, count]) => name.startsWith(CAPACITY) && count > 0)
    .map(([name]) => Number(name.slice(CAPACITY.length)));
  const largest = capacities.length > 0 ? Math.max(...capacities) : Number.POSITIVE_INFINITY;
  const roomy = Array.from({ length: LAST_STEP + 1 }, (_, step) => step).filter(
    (step) => mostFree(largest, step) >= weight,
  );
  const last = roomy.at(-1);
  if (last === undefined) return [];
  const best = ability.startsWith('s:') ? 5 : 0;
  if (last === LAST_STEP) return [{ from: levelKey(best), to: `${levelKey(level)}#~` }];
  return Array.from({ length: best - level + 1 }, (_, down) => levelKey(best - down)).map((key) => ({
    from: `${key}#0`,
    to: `${key}#${last}#~`,
  }));
}
