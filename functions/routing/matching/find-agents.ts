// Finds agents who have free capacity and meet the requirements, through the availability index. The work
// depends on how many entries are read, not on how many agents there are.

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

/**
 * Matching agents to rank at once. If there are more, the best one is the best of the first 20 in the index.
 */
const CANDIDATES_PER_BATCH = 20;
const FIRST_PAGE = 25;
const PAGE = 100;

export interface AgentBatch {
  ids: string[];
  /** Agents read so far. */
  considered: number;
}

/**
 * Yields matching agents of the teams that serve the ticket by now, best entries first, in batches of at
 * least 20 per team, until there are no more. Reads under the scarcest required ability; agents who have only
 * that one are read in vain. No agent in the index is left out.
 */
export async function* findAgents(
  store: RoutingReader,
  ticket: { waitingSince: string },
  requirements: MandatoryRequirements,
): AsyncGenerator<AgentBatch> {
  const waited = waitedSeconds(ticket, store.now);
  const teams = teamsServing(requirements.queueId, store.config.teams)
    .filter(({ delaySeconds }) => waited >= delaySeconds)
    .map(({ team }) => team);
  const seen = new Set<string>();
  const readers = teams.map((team) => readTeamAvailability(store, team, requirements));
  for (let open = readers; open.length > 0; ) {
    const pages = await Promise.all(open.map((reader) => reader.next()));
    open = open.filter((_reader, index) => !pages[index]?.done);
    const rows = pages.flatMap(({ value }) => value ?? []);
    for (const { id } of rows) seen.add(id);
    const ids = [...new Set(rows.filter((row) => meetsRequirements(row, requirements)).map(({ id }) => id))];
    if (ids.length > 0 || open.length === 0) yield { ids, considered: seen.size };
  }
}

/** Yields a team's entries in batches that contain at least 20 matching agents, and then the rest. */
async function* readTeamAvailability(
  store: RoutingReader,
  team: string,
  requirements: MandatoryRequirements,
): AsyncGenerator<AvailabilityRow[]> {
  const skillCounts = ownProperty(store.config.skillCounts, team) ?? {};
  const weight = channelWeight(requirements.channel, store.config.settings);
  const { ability, level } = scarcestAbility(requirements, skillCounts);
  let rows: AvailabilityRow[] = [];
  for (const range of availabilityRanges(ability, level, weight, skillCounts)) {
    let query: AvailabilityQuery | undefined = { team, ability, ...range, limit: FIRST_PAGE };
    while (query) {
      const page: Awaited<ReturnType<RoutingReader['availability']>> = await store.availability(query);
      rows.push(
        ...page.rows.filter(({ capacity, loadBand }) => maxFreeCapacity(capacity, loadBand) >= weight),
      );
      if (rows.filter((row) => meetsRequirements(row, requirements)).length >= CANDIDATES_PER_BATCH) {
        yield rows;
        rows = [];
      }
      query = page.next ? { ...query, limit: PAGE, cursor: page.next } : undefined;
    }
  }
  yield rows;
}
