// Routes one ticket: when it arrives or is reopened, when its requirements change, and when a delay or
// interval ends.
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

export type RoutingOutcome = 'assigned' | 'waits' | 'settled';

const MAX_TRIES = 25;

/**
 * Assigns a ticket to the best agent, with the reasons, or puts it into its waiting group. Unassigns it from
 * an agent who may not have it any more because it became sensitive. Ticket and agents may change
 * concurrently: a decision on an old version is made again. A ticket never overtakes waiting ones: an agent
 * whose free capacity was not yet offered to them serves them first.
 */
export async function routeTicket(store: RoutingStore, ticketId: string): Promise<RoutingOutcome> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const ticket = await store.ticket(ticketId);
    if (!ticket || isSolvedOrClosed(ticket)) return 'settled';
    const outcome = isWaiting(ticket)
      ? await assignOrEnqueue(store, ticket)
      : await keepIfTrained(store, ticket);
    if (outcome !== 'again') return outcome;
  }
  throw new Error('the ticket or its agents changed too often while it was routed');
}

async function keepIfTrained(store: RoutingStore, ticket: Ticket): Promise<'settled' | 'again'> {
  if (!ticket.sensitive || ticket.assigneeId === undefined) return 'settled';
  const agent = await store.agent(ticket.assigneeId);
  if (agent && isTrainedFor(agent, ticket)) return 'settled';
  const claim = await store.unassign(ticket);
  return claim === 'done' || claim === 'settled' ? 'settled' : 'again';
}

async function assignOrEnqueue(store: RoutingStore, ticket: Ticket): Promise<RoutingOutcome | 'again'> {
  const evaluation = evaluateTicket(store, ticket);
  let considered = 0;
  for await (const batch of findAgents(store, ticket, evaluation.requirements)) {
    // The owner and the previous assignee may be anywhere in the index, so they are read in addition.
    const known =
      considered === 0 ? [ticket.ownerId, ticket.previousAssigneeId].filter((id) => id !== undefined) : [];
    const ids = [...new Set([...known, ...batch.ids])];
    considered = Math.max(batch.considered, ids.length);
    const agents = ids.length > 0 ? await store.agents(ids) : [];
    const outcome = await assignBest(store, evaluation, agents, considered);
    if (outcome !== undefined) return outcome;
  }
  return enqueue(store, evaluation, considered);
}

async function assignBest(
  store: RoutingStore,
  evaluation: TicketEvaluation,
  agents: readonly Agent[],
  considered: number,
): Promise<RoutingOutcome | 'again' | undefined> {
  const { ticket, queue, requirements } = evaluation;
  let eligible = agents.flatMap((agent) => rankIfEligible(store, evaluation, agent) ?? []);
  for (let tries = 0; eligible.length > 0 && tries < MAX_TRIES; tries += 1) {
    const ranked = rankAgents(eligible, queue);
    const { agent } = ranked[0] as RankedAgent;
    if (agent.capacityFreedAt) return queueBehind(store, evaluation, agent, considered);
    const decision = {
      ...routingDecisionOf({ requirements, queue, considered, ranked }, store.now),
      agentId: agent.id,
    };
    const claim = await store.assign(ticket, agent, decision, offeredUntil(queue, store.now));
    if (claim === 'done') return 'assigned';
    if (claim === 'settled') return 'settled';
    if (claim === 'ticket_changed') return 'again';
    const current = await store.agent(agent.id);
    const again = current && rankIfEligible(store, evaluation, current);
    eligible = [...eligible.filter((one) => one.agent.id !== agent.id), ...(again ? [again] : [])];
  }
  return eligible.length > 0 ? 'again' : undefined;
}

/**
 * Enqueues a ticket whose best agent must serve the waiting tickets first, then assigns those to the agent.
 */
async function queueBehind(
  store: RoutingStore,
  evaluation: TicketEvaluation,
  agent: Agent,
  considered: number,
): Promise<RoutingOutcome | 'again'> {
  const outcome = await enqueue(store, evaluation, considered);
  if (outcome === 'settled') return outcome;
  await fillAgentCapacity(store, agent.id);
  return 'again';
}

/**
 * Puts the ticket into its waiting group; the caller then searches the agents a second time. When an agent's
 * capacity frees up, the steps run in the opposite order: first the availability entries, then the waiting
 * groups. So one of the two always sees the other.
 */
async function enqueue(
  store: RoutingStore,
  evaluation: TicketEvaluation,
  considered: number,
): Promise<RoutingOutcome | 'again'> {
  const { ticket, queue, requirements } = evaluation;
  const groupId = waitingGroupIdOf(requirements);
  const reevaluateAt = nextReevaluationAt(ticket, queue, store.config.teams, store.now);
  const isInGroup = ticket.waitingGroupId === groupId && ticket.queueId === queue.id;
  if (isInGroup && ticket.reevaluateAt === reevaluateAt) return 'waits';
  const decision = routingDecisionOf(
    { requirements, queue, considered, ranked: [], reevaluateAt },
    store.now,
  );
  const claim = await store.enqueue(
    ticket,
    { waitingGroupId: groupId, ...mandatoryRequirementsOf(requirements) },
    decision,
  );
  if (claim === 'settled') return 'settled';
  return claim === 'done' && isInGroup ? 'waits' : 'again';
}
