// Teams: the queues that they serve, with a priority and a delay as in Amazon Connect's routing profiles.
// Pure.
import * as z from 'zod/mini';
import { text } from '../../platform/contract/fields.ts';
import { type Agent, EVERYONE_TEAM, teamId } from './agent.ts';
import { queueId } from './queue.ts';

export const PutTeamRequestSchema = z.strictObject({
  name: text(200),
  serves: z
    .array(
      z.strictObject({
        queueId: queueId(),
        /** Agents get tickets with a lower number first. */
        priority: z._default(z.int().check(z.minimum(1), z.maximum(9)), 1),
        /** How long a ticket must have waited before the team serves it. */
        delaySeconds: z._default(z.int().check(z.minimum(0), z.maximum(900)), 0),
      }),
    )
    .check(
      z.maxLength(40),
      z.refine(
        (serves) => new Set(serves.map((one) => one.queueId)).size === serves.length,
        'must name each queue once',
      ),
    ),
});
export type PutTeamRequest = z.output<typeof PutTeamRequestSchema>;
export const TeamSchema = z.object({ id: teamId(), version: z.int(), ...PutTeamRequestSchema.shape });
export type Team = z.output<typeof TeamSchema>;

export interface TeamService {
  priority: number;
  delaySeconds: number;
}

/** Returns how a team serves a queue; undefined when it does not. */
function serviceOf(team: string, queue: string, teams: readonly Team[]): TeamService | undefined {
  if (team === EVERYONE_TEAM) return { priority: 1, delaySeconds: 0 };
  return teams.find(({ id }) => id === team)?.serves.find((one) => one.queueId === queue);
}

export const teamsOf = ({ teams }: Pick<Agent, 'teams'>): readonly string[] =>
  teams.length > 0 ? teams : [EVERYONE_TEAM];

/** Returns how an agent serves a queue, once for each of their teams that does. */
export function servicesOf(
  agent: Pick<Agent, 'teams'>,
  queue: string,
  teams: readonly Team[],
): TeamService[] {
  return teamsOf(agent)
    .map((team) => serviceOf(team, queue, teams))
    .filter((service) => service !== undefined);
}

/**
 * Returns an agent's best priority for a ticket that has waited this long; undefined before every delay has
 * passed.
 */
export function priorityFor(services: readonly TeamService[], waitedSeconds: number): number | undefined {
  const due = services.filter(({ delaySeconds }) => waitedSeconds >= delaySeconds);
  return due.length > 0 ? Math.min(...due.map(({ priority }) => priority)) : undefined;
}

/** Returns the teams that serve a queue, including `everyone`, with the delay of each. */
export function teamsServing(
  queue: string,
  teams: readonly Team[],
): { team: string; delaySeconds: number }[] {
  return [EVERYONE_TEAM, ...teams.map(({ id }) => id)].flatMap((team) => {
    const service = serviceOf(team, queue, teams);
    return service ? [{ team, delaySeconds: service.delaySeconds }] : [];
  });
}
