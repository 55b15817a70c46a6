// Finds agents with room who can do what is asked, through the seats: the work depends on how many are read, not on how
// many there are.

import { ownProperty } from '../../platform/own-property.ts';
import {
  type AvailabilityRow,
  availabilityRanges,
  maxFreeCapacity,
  scarcestAbility,
} from '../model/availability.ts';
import { type MandatoryRequirements, meetsRequirements, waitedSeconds } from '../model/requirements.ts';
import { channelWeight } from '../model/routing-settings.ts';
import { teamsServing } from '../model/team.ts';
import type { AvailabilityQuery, RoutingReader } from './routing-store.ts';

/** Able agents to rank at once. Among more of them than that the best is the best of the first 20 of the index. */
const CANDIDATES_PER_BATCH = 20;
const FIRST_PAGE = 25;
const PAGE = 100;

export interface AgentBatch {
  ids: string[];
  /** Seats read so far. */
  considered: number;
}

/**
 * Able agents of the teams that serve the ticket by now, at least 20 at a time for each team, from the best seats on,
 * until there are no more. Reads under the scarcest ability asked for; whoever has that one and not the others is read
 * in vain. Nobody who stands in the index is left out.
 */
export async function* findAgents(
  floor: RoutingReader,
  ticket: { waitingSince: string },
  wish: MandatoryRequirements,
): AsyncGenerator<AgentBatch> {
  const waited = waitedSeconds(ticket, floor.now);
  const teams = teamsServing(wish.queueId, floor.config.teams)
    .filter(({ delaySeconds }) => waited >= delaySeconds)
    .map(({ team }) => team);
  const seen = new Set<string>();
  const readers = teams.map((team) => readTeamAvailability(floor, team, wish));
  for (let open = readers; open.length > 0; ) {
    const pages = await Promise.all(open.map((reader) => reader.next()));
    open = open.filter((_reader, index) => !pages[index]?.done);
    const rows = pages.flatMap(({ value }) => value ?? []);
    for (const { id } of rows) seen.add(id);
    const ids = [...new Set(rows.filter((row) => meetsRequirements(row, wish)).map(({ id }) => id))];
    if (ids.length > 0 || open.length === 0) yield { ids, considered: seen.size };
  }
}

/** Pages of a team's seats, each with 20 able ones, or the rest. */
async function* readTeamAvailability(
  floor: RoutingReader,
  team: string,
  wish: MandatoryRequirements,
): AsyncGenerator<AvailabilityRow[]> {
  const skillCounts = ownProperty(floor.config.skillCounts, team) ?? {};
  const weight = channelWeight(wish.channel, floor.config.settings);
  const { ability, level } = scarcestAbility(wish, skillCounts);
  let rows: AvailabilityRow[] = [];
  for (const range of availabilityRanges(ability, level, weight, skillCounts)) {
    let query: AvailabilityQuery | undefined = { team, ability, ...range, limit: FIRST_PAGE };
    while (query) {
      const page: Awaited<ReturnType<RoutingReader['availability']>> = await floor.availability(query);
      rows.push(...page.rows.filter(({ capacity, step }) => maxFreeCapacity(capacity, step) >= weight));
      if (rows.filter((row) => meetsRequirements(row, wish)).length >= CANDIDATES_PER_BATCH) {
        yield rows;
        rows = [];
      }
      query = page.next ? { ...query, limit: PAGE, cursor: page.next } : undefined;
    }
  }
  yield rows;
}
