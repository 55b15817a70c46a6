// Finds agents with room who can do what is asked, through the seats: the work depends on how many are read, not on how
// many there are.

import { own } from '../platform/own.ts';
import type { FloorView, SeatQuery } from './floor.ts';
import { isAble, type Requirement, waitedSeconds } from './requirement.ts';
import { mostFree, rangesFor, type SeatRow, scarcest } from './seats.ts';
import { weightOf } from './settings.ts';
import { teamsServing } from './team.ts';

/** Able agents to rank at once. Among more of them than that the best is the best of the first 20 of the index. */
export const CANDIDATES = 20;
const FIRST_PAGE = 25;
const PAGE = 100;

export interface Batch {
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
  floor: FloorView,
  ticket: { eligibleAt: string },
  wish: Requirement,
): AsyncGenerator<Batch> {
  const waited = waitedSeconds(ticket, floor.now);
  const teams = teamsServing(wish.queueId, floor.config.teams)
    .filter(({ delaySeconds }) => waited >= delaySeconds)
    .map(({ team }) => team);
  const seen = new Set<string>();
  const readers = teams.map((team) => readTeam(floor, team, wish));
  for (let open = readers; open.length > 0; ) {
    const pages = await Promise.all(open.map((reader) => reader.next()));
    open = open.filter((_reader, index) => !pages[index]?.done);
    const rows = pages.flatMap(({ value }) => value ?? []);
    for (const { id } of rows) seen.add(id);
    const ids = [...new Set(rows.filter((row) => isAble(row, wish)).map(({ id }) => id))];
    if (ids.length > 0 || open.length === 0) yield { ids, considered: seen.size };
  }
}

/** Pages of a team's seats, each with 20 able ones, or the rest. */
async function* readTeam(floor: FloorView, team: string, wish: Requirement): AsyncGenerator<SeatRow[]> {
  const holders = own(floor.config.holders, team) ?? {};
  const weight = weightOf(wish.channel, floor.config.settings);
  const { ability, level } = scarcest(wish, holders);
  let rows: SeatRow[] = [];
  for (const range of rangesFor(ability, level, weight, holders)) {
    let query: SeatQuery | undefined = { team, ability, ...range, limit: FIRST_PAGE };
    while (query) {
      const page: Awaited<ReturnType<FloorView['seats']>> = await floor.seats(query);
      rows.push(...page.rows.filter(({ capacity, step }) => mostFree(capacity, step) >= weight));
      if (rows.filter((row) => isAble(row, wish)).length >= CANDIDATES) {
        yield rows;
        rows = [];
      }
      query = page.next ? { ...query, limit: PAGE, cursor: page.next } : undefined;
    }
  }
  yield rows;
}
