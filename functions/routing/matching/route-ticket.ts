// A ticket wants an agent: on arrival, when it comes back, when what it asks for changes, when a delay or a time-out ends.
import { isSolvedOrClosed, isWaiting, type Ticket } from '../../tickets/index.ts';
import type { Agent } from '../model/agent.ts';
import {
  isTrainedFor,
  mandatoryRequirementsOf,
  nextReevaluationAt,
  waitingGroupIdOf,
} from '../model/requirements.ts';
import { evaluateTicket, offeredUntil, rankIfEligible, type TicketEvaluation } from './evaluate-ticket.ts';
import { fillAgentCapacity } from './fill-agent-capacity.ts';
import { findAgents } from './find-agents.ts';
import { type RankedAgent, rankAgents, routingDecisionOf } from './rank-agents.ts';
import type { RoutingStore } from './routing-store.ts';

export type RoutingOutcome = 'given' | 'waits' | 'settled';

const MAX_TRIES = 25;

/**
 * Gives a ticket to the best agent of the rules, with the reasons on it, or puts it into its line. Whoever was given it
 * and may not have it (it became sensitive) has to let go. Others may change ticket and agents meanwhile: what was decided
 * on something that is not so any more is decided again. It never goes past those who wait: an agent with room that
 * they were not offered yet serves them first.
 */
export async function routeTicket(floor: RoutingStore, ticketId: string): Promise<RoutingOutcome> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const ticket = await floor.ticket(ticketId);
    if (!ticket || isSolvedOrClosed(ticket)) return 'settled';
    const outcome = isWaiting(ticket)
      ? await assignOrEnqueue(floor, ticket)
      : await keepIfTrained(floor, ticket);
    if (outcome !== 'again') return outcome;
  }
  throw new Error('the ticket or its agents changed too often while it was given out');
}

async function keepIfTrained(floor: RoutingStore, ticket: Ticket): Promise<'settled' | 'again'> {
  if (!ticket.sensitive || ticket.assigneeId === undefined) return 'settled';
  const agent = await floor.agent(ticket.assigneeId);
  if (agent && isTrainedFor(agent, ticket)) return 'settled';
  const claim = await floor.unassign(ticket);
  return claim === 'done' || claim === 'settled' ? 'settled' : 'again';
}

async function assignOrEnqueue(floor: RoutingStore, ticket: Ticket): Promise<RoutingOutcome | 'again'> {
  const decided = evaluateTicket(floor, ticket);
  let considered = 0;
  for await (const batch of findAgents(floor, ticket, decided.requirements)) {
    // The owner and the last agent may stand anywhere in the index, or be nowhere near the first of it.
    const known =
      considered === 0 ? [ticket.ownerId, ticket.previousAssigneeId].filter((id) => id !== undefined) : [];
    const ids = [...new Set([...known, ...batch.ids])];
    considered = Math.max(batch.considered, ids.length);
    const agents = ids.length > 0 ? await floor.agents(ids) : [];
    const outcome = await assignBest(floor, decided, agents, considered);
    if (outcome !== undefined) return outcome;
  }
  return enqueue(floor, decided, considered);
}

async function assignBest(
  floor: RoutingStore,
  decided: TicketEvaluation,
  agents: readonly Agent[],
  considered: number,
): Promise<RoutingOutcome | 'again' | undefined> {
  const { ticket, queue, requirements: wish } = decided;
  let eligible = agents.flatMap((agent) => rankIfEligible(floor, decided, agent) ?? []);
  for (let tries = 0; eligible.length > 0 && tries < MAX_TRIES; tries += 1) {
    const ranked = rankAgents(eligible, queue);
    const { agent } = ranked[0] as RankedAgent;
    if (agent.capacityFreedAt) return queueBehind(floor, decided, agent, considered);
    const decision = {
      ...routingDecisionOf({ requirements: wish, queue, considered, ranked }, floor.now),
      agentId: agent.id,
    };
    const claim = await floor.assign(ticket, agent, decision, offeredUntil(queue, floor.now));
    if (claim === 'done') return 'given';
    if (claim === 'settled') return 'settled';
    if (claim === 'ticket_changed') return 'again';
    const now = await floor.agent(agent.id);
    const again = now && rankIfEligible(floor, decided, now);
    eligible = [...eligible.filter((one) => one.agent.id !== agent.id), ...(again ? [again] : [])];
  }
  return eligible.length > 0 ? 'again' : undefined;
}

/** The best agent has room that those who wait were not offered yet: join them, and let the agent take whoever is first. */
async function queueBehind(
  floor: RoutingStore,
  decided: TicketEvaluation,
  agent: Agent,
  considered: number,
): Promise<RoutingOutcome | 'again'> {
  const outcome = await enqueue(floor, decided, considered);
  if (outcome === 'settled') return outcome;
  await fillAgentCapacity(floor, agent.id);
  return 'again';
}

/**
 * First into the line, then a second look at the agents. Whoever gains room does it the other way round: first their seat,
 * then a look at the lines. So one of the two sees the other.
 */
async function enqueue(
  floor: RoutingStore,
  decided: TicketEvaluation,
  considered: number,
): Promise<RoutingOutcome | 'again'> {
  const { ticket, queue, requirements: wish } = decided;
  const line = waitingGroupIdOf(wish);
  const reevaluateAt = nextReevaluationAt(ticket, queue, floor.config.teams, floor.now);
  const stands = ticket.line === line && ticket.queueId === queue.id;
  if (stands && ticket.reevaluateAt === reevaluateAt) return 'waits';
  const decision = routingDecisionOf(
    { requirements: wish, queue, considered, ranked: [], reevaluateAt },
    floor.now,
  );
  const claim = await floor.enqueue(ticket, { line, ...mandatoryRequirementsOf(wish) }, decision);
  if (claim === 'settled') return 'settled';
  return claim === 'done' && stands ? 'waits' : 'again';
}
