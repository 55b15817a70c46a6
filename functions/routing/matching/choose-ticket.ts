// Chooses the waiting ticket that an agent gets next. Pure.
import type { WaitingTicket } from '../../tickets/index.ts';
import type { Agent } from '../model/agent.ts';
import { type MandatoryRequirements, meetsRequirements, waitedSeconds } from '../model/requirements.ts';
import { hasCapacityFor, type RoutingSettings } from '../model/routing-settings.ts';
import { priorityFor, servicesOf, type Team, type TeamService } from '../model/team.ts';

/**
 * Returns how an agent serves a waiting group; undefined when they do not meet its requirements, have no
 * capacity for its channel, or none of their teams serves its queue.
 */
export function servicesForGroup(
  agent: Agent,
  group: MandatoryRequirements,
  teams: readonly Team[],
  settings: RoutingSettings,
): readonly TeamService[] | undefined {
  if (!meetsRequirements(agent, group) || !hasCapacityFor(agent, group.channel, settings)) return undefined;
  const services = servicesOf(agent, group.queueId, teams);
  return services.length > 0 ? services : undefined;
}

export interface GroupHead<T extends WaitingTicket = WaitingTicket> {
  waiting: T;
  services: readonly TeamService[];
}

/**
 * Chooses among the first tickets of the waiting groups: the lowest priority number that the agent's teams
 * give its queue, then the waiting order. A ticket that has not waited for its team's delay does not count.
 */
export function chooseTicket<T extends WaitingTicket>(
  heads: readonly GroupHead<T>[],
  now: Date,
): T | undefined {
  const due = heads.flatMap(({ waiting, services }) => {
    const priority = priorityFor(services, waitedSeconds(waiting, now));
    return priority === undefined ? [] : [{ waiting, priority }];
  });
  return due.toSorted((a, b) => a.priority - b.priority || compareText(a.waiting.order, b.waiting.order))[0]
    ?.waiting;
}

export const compareText = (a: string, b: string): number => Number(a > b) - Number(a < b);
