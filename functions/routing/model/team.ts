// Teams: which queues they serve, in which order, and after how long. Priority and delay mean what they mean in Amazon
// Connect's routing profiles. Pure.
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
        /** An agent is given work of a lower number first. */
        priority: z._default(z.int().check(z.minimum(1), z.maximum(9)), 1),
        /** A ticket counts for the team only when it has waited so long. */
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

/** How a team serves a queue, if it does. */
function serviceOf(team: string, queue: string, teams: readonly Team[]): TeamService | undefined {
  if (team === EVERYONE_TEAM) return { priority: 1, delaySeconds: 0 };
  return teams.find(({ id }) => id === team)?.serves.find((one) => one.queueId === queue);
}

export const teamsOf = ({ teams }: Pick<Agent, 'teams'>): readonly string[] =>
  teams.length > 0 ? teams : [EVERYONE_TEAM];

/** The ways in which an agent serves a queue, by their teams. */
export function servicesOf(
  agent: Pick<Agent, 'teams'>,
  queue: string,
  teams: readonly Team[],
): TeamService[] {
  return teamsOf(agent)
    .map((team) => serviceOf(team, queue, teams))
    .filter((service) => service !== undefined);
}

/** The priority under which a ticket that has waited so long counts for an agent; undefined when it does not yet. */
export function priorityFor(services: readonly TeamService[], waitedSeconds: number): number | undefined {
  const ripe = services.filter(({ delaySeconds }) => waitedSeconds >= delaySeconds);
  return ripe.length > 0 ? Math.min(...ripe.map(({ priority }) => priority)) : undefined;
}

/** Teams that serve a queue, with the delay after which they do; `everyone` among them. */
export function teamsServing(
  queue: string,
  teams: readonly Team[],
): { team: string; delaySeconds: number }[] {
  return [EVERYONE_TEAM, ...teams.map(({ id }) => id)].flatMap((team) => {
    const service = serviceOf(team, queue, teams);
    return service ? [{ team, delaySeconds: service.delaySeconds }] : [];
  });
}
