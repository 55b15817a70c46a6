// Which of the waiting tickets an agent takes next. Pure.
import type { WaitingTicket } from '../../tickets/index.ts';
import type { Agent } from '../model/agent.ts';
import { type MandatoryRequirements, meetsRequirements, waitedSeconds } from '../model/requirements.ts';
import { hasRoomFor, type RoutingSettings } from '../model/routing-settings.ts';
import { priorityFor, servicesOf, type Team, type TeamService } from '../model/team.ts';

/** How an agent serves a line: not at all (undefined) when they cannot, have no room or no team of theirs serves its queue. */
export function servicesForGroup(
  agent: Agent,
  line: MandatoryRequirements,
  teams: readonly Team[],
  settings: RoutingSettings,
): readonly TeamService[] | undefined {
  if (!meetsRequirements(agent, line) || !hasRoomFor(agent, line.channel, settings)) return undefined;
  const services = servicesOf(agent, line.queueId, teams);
  return services.length > 0 ? services : undefined;
}

export interface GroupHead<T extends WaitingTicket = WaitingTicket> {
  waiting: T;
  services: readonly TeamService[];
}

/**
 * The one to take of those in front of their lines: the lowest number of priority of the agent's teams for its queue, and
 * of these the first in the order of the waiting. One that has not waited for its delay does not count.
 */
export function chooseTicket<T extends WaitingTicket>(
  heads: readonly GroupHead<T>[],
  now: Date,
): T | undefined {
  const ripe = heads.flatMap(({ waiting, services }) => {
    const priority = priorityFor(services, waitedSeconds(waiting, now));
    return priority === undefined ? [] : [{ waiting, priority }];
  });
  return ripe.toSorted((a, b) => a.priority - b.priority || compareText(a.waiting.order, b.waiting.order))[0]
    ?.waiting;
}

export const compareText = (a: string, b: string): number => Number(a > b) - Number(a < b);
