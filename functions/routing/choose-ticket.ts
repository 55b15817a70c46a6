// Which of the waiting tickets an agent takes next. Pure.
import type { Agent } from './agent.ts';
import { isAble, type Requirement, waitedSeconds } from './requirement.ts';
import { fits, type Settings } from './settings.ts';
import { priorityFor, type Service, servicesOf, type Team } from './team.ts';

/** Somebody who waits, as their line shows them: `order` sorts those who are served first in front. */
export interface Waiting {
  id: string;
  order: string;
  eligibleAt: string;
}

/** How an agent serves a line: not at all (undefined) when they cannot, have no room or no team of theirs serves its queue. */
export function servesLine(
  agent: Agent,
  line: Requirement,
  teams: readonly Team[],
  settings: Settings,
): readonly Service[] | undefined {
  if (!isAble(agent, line) || !fits(agent, line.channel, settings)) return undefined;
  const services = servicesOf(agent, line.queueId, teams);
  return services.length > 0 ? services : undefined;
}

export interface Head<T extends Waiting = Waiting> {
  waiting: T;
  services: readonly Service[];
}

/**
 * The one to take of those in front of their lines: the lowest number of priority of the agent's teams for its queue, and
 * of these the first in the order of the waiting. One that has not waited for its delay does not count.
 */
export function chooseTicket<T extends Waiting>(heads: readonly Head<T>[], now: Date): T | undefined {
  const ripe = heads.flatMap(({ waiting, services }) => {
    const priority = priorityFor(services, waitedSeconds(waiting, now));
    return priority === undefined ? [] : [{ waiting, priority }];
  });
  return ripe.toSorted((a, b) => a.priority - b.priority || compareText(a.waiting.order, b.waiting.order))[0]
    ?.waiting;
}

export const compareText = (a: string, b: string): number => Number(a > b) - Number(a < b);
