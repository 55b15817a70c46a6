// Evaluates a ticket against the configuration at a given time, and agents against the ticket. Pure.

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
 * Drops the language requirement when no agent of the serving teams speaks the language, online or not: the
 * customer would wait forever, and a reply in another language is better than none. Keeps it while the teams
 * have no counts.
 */
function withoutUnspokenLanguage(
  requirements: TicketRequirements,
  { teams, skillCounts }: RoutingConfig,
): TicketRequirements {
  const { language } = requirements;
  if (language === undefined) return requirements;
  const counts = teamsServing(requirements.queueId, teams)
    .map(({ team }) => ownProperty(skillCounts, team))
    .filter((teamCounts) => teamCounts !== undefined);
  const spoken = counts.some(
    (teamCounts) => (ownProperty(teamCounts, skillCountName(languageAbility(language))) ?? 0) > 0,
  );
  return spoken || counts.length === 0
    ? requirements
    : { ...requirements, language: undefined, unspokenLanguage: language };
}

/** Returns why an agent cannot get the ticket now; undefined when they are eligible. */
export function ineligibleReasonFor(
  { config, now }: RoutingMoment,
  evaluation: TicketEvaluation,
  agent: Agent,
): string | undefined {
  const { ticket, queue, requirements } = evaluation;
  const services = servicesOf(agent, queue.id, config.teams);
  if (services.length === 0) return 'no team of theirs serves the queue';
  if (priorityFor(services, waitedSeconds(ticket, now)) === undefined)
    return 'their teams serve the queue after a longer wait';
  return ineligibleReason(agent, ticket, requirements, config.settings, now);
}

/** Returns an agent with their score for the ticket; undefined when they are not eligible. */
export function rankIfEligible(
  moment: RoutingMoment,
  evaluation: TicketEvaluation,
  agent: Agent,
): RankedAgent | undefined {
  if (ineligibleReasonFor(moment, evaluation, agent) !== undefined) return undefined;
  const { ticket, queue, requirements } = evaluation;
  return { agent, score: scoreAgent(agent, ticket, requirements, queue, moment.now) };
}

/** Returns until when the agent may accept; undefined when the queue assigns tickets without an offer. */
export const offeredUntil = ({ acceptSeconds }: Queue, now: Date): string | undefined =>
  acceptSeconds === undefined ? undefined : new Date(now.getTime() + acceptSeconds * 1000).toISOString();
