// A ticket as the configuration sees it at a moment, and how an agent stands to it. Pure.

import { ownProperty } from '../../platform/own-property.ts';
import type { Ticket } from '../../tickets/index.ts';
import type { Agent } from '../model/agent.ts';
import { languageAbility, skillCountName } from '../model/availability.ts';
import { type Queue, queueOf } from '../model/queue.ts';
import { type TicketRequirements, ticketRequirementsOf, waitedSeconds } from '../model/requirements.ts';
import type { RoutingConfig } from '../model/routing-config.ts';
import { priorityFor, servicesOf, teamsServing } from '../model/team.ts';
import { ineligibleReason, type RankedAgent, scoreAgent } from './rank-agents.ts';

export interface TicketEvaluation {
  ticket: Ticket;
  queue: Queue;
  requirements: TicketRequirements;
}

interface RoutingMoment {
  config: RoutingConfig;
  now: Date;
}

export function evaluateTicket({ config, now }: RoutingMoment, ticket: Ticket): TicketEvaluation {
  const queue = queueOf(ticket, config.queues);
  return {
    ticket,
    queue,
    requirements: withoutUnspokenLanguage(ticketRequirementsOf(ticket, queue, now), config),
  };
}

/**
 * A language that no agent of the serving teams speaks, online or not, is not asked for: the customer would wait for ever,
 * and a reply with help beats none. Where nothing is known of the teams yet, it is.
 */
function withoutUnspokenLanguage(
  wish: TicketRequirements,
  { teams, skillCounts }: RoutingConfig,
): TicketRequirements {
  const { language } = wish;
  if (language === undefined) return wish;
  const counts = teamsServing(wish.queueId, teams)
    .map(({ team }) => ownProperty(skillCounts, team))
    .filter((held) => held !== undefined);
  const spoken = counts.some(
    (held) => (ownProperty(held, skillCountName(languageAbility(language))) ?? 0) > 0,
  );
  return spoken || counts.length === 0 ? wish : { ...wish, language: undefined, unspokenLanguage: language };
}

/** Why an agent cannot have the ticket now; undefined when they can. */
export function ineligibleReasonFor(
  { config, now }: RoutingMoment,
  decided: TicketEvaluation,
  agent: Agent,
): string | undefined {
  const { ticket, queue, requirements: wish } = decided;
  const services = servicesOf(agent, queue.id, config.teams);
  if (services.length === 0) return 'no team of theirs serves the queue';
  if (priorityFor(services, waitedSeconds(ticket, now)) === undefined)
    return 'their teams serve the queue after a longer wait';
  return ineligibleReason(agent, ticket, wish, config.settings, now);
}

/** How an agent stands in the order for the ticket; undefined when they cannot have it. */
export function rankIfEligible(
  moment: RoutingMoment,
  decided: TicketEvaluation,
  agent: Agent,
): RankedAgent | undefined {
  if (ineligibleReasonFor(moment, decided, agent) !== undefined) return undefined;
  const { ticket, queue, requirements: wish } = decided;
  return { agent, score: scoreAgent(agent, ticket, wish, queue, moment.now) };
}

/** Until when the agent may accept; undefined when the ticket is theirs at once. */
export const offeredUntil = ({ acceptSeconds }: Queue, now: Date): string | undefined =>
  acceptSeconds === undefined ? undefined : new Date(now.getTime() + acceptSeconds * 1000).toISOString();
