// Manual routing by leads: assign a ticket, unassign it, move it to another queue.

import type { Context } from '../../platform/context.ts';
import { commit } from '../../platform/table/commit.ts';
import { type Outcome, requireCommitted, unchanged } from '../../platform/table/outcome.ts';
import { rejection } from '../../platform/table/refusal.ts';
import { assertExists, type Write } from '../../platform/table/write.ts';
import {
  isSolvedOrClosed,
  loadTicket,
  moveToQueue,
  type RoutingDecision,
  type Ticket,
  ticketError,
} from '../../tickets/index.ts';
import { freeSlot, loadAgent, requireAgent } from '../agents/agent-store.ts';
import { freeCapacity, retryAssignment, unassign } from '../agents/unassign.ts';
import { routingError } from '../errors.ts';
import { routingKeys } from '../keys.ts';
import { type Agent, isAvailable } from '../model/agent.ts';
import { GENERAL, TRIAGE } from '../model/queue.ts';
import { isTrainedFor } from '../model/requirements.ts';
import { channelWeight } from '../model/routing-settings.ts';
import { agentCapacityFreed } from '../new-events.ts';
import { assignmentChanges, commitAssignment, type RoutingDeps } from './table-routing-store.ts';

export interface TicketAssignment {
  ticketId: string;
  assigneeId?: string | undefined;
  queueId?: string | undefined;
}

type Deps = Pick<RoutingDeps, 'table' | 'config'>;

async function loadOpenTicket({ table }: Deps, ticketId: string): Promise<Ticket> {
  const ticket = await loadTicket(table, ticketId);
  if (!ticket) throw ticketError('ticket.not_found');
  if (isSolvedOrClosed(ticket)) throw routingError('routing.not_assignable');
  return ticket;
}

export interface ManualAssignment {
  ticketId: string;
  agentId: string;
  reason: string;
  /** Assigns even when the agent is not online or has no free capacity. */
  force: boolean;
}

/**
 * Assigns a ticket to an agent whatever its queue requires, and unassigns the previous agent if there is one.
 * Refuses an untrained agent for a sensitive ticket, even with force (`routing.untrained`); an agent who is
 * not online or has no free capacity, unless forced (`routing.agent_unavailable`); a solved ticket
 * (`routing.not_assignable`). Takes effect once, on the versions that were read.
 */
export function assignManually(
  deps: Deps,
  input: ManualAssignment,
  context: Context,
): Promise<TicketAssignment> {
  return requireCommitted(
    retryAssignment(async () => {
      const ticket = await loadOpenTicket(deps, input.ticketId);
      const agent = await requireAgent(deps.table, input.agentId);
      const answer: TicketAssignment = { ticketId: ticket.id, assigneeId: agent.id, queueId: ticket.queueId };
      if (!isTrainedFor(agent, ticket)) throw routingError('routing.untrained');
      if (ticket.assigneeId === agent.id) {
        return context.idempotencyKey ? commit(deps.table, context, { answer }) : unchanged(answer);
      }
      const { settings } = await deps.config(context.now);
      const weight = channelWeight(ticket.channel, settings);
      const hasCapacity = isAvailable(agent) && agent.free >= weight;
      if (!hasCapacity && !input.force) throw routingError('routing.agent_unavailable');
      return commitManualAssignment(deps, { ticket, agent, weight, answer, reason: input.reason }, context);
    }),
  );
}

interface AssignmentInput {
  ticket: Ticket;
  agent: Agent;
  weight: number;
  answer: TicketAssignment;
  reason: string;
}

async function commitManualAssignment(
  { table }: Deps,
  { ticket, agent, weight, answer, reason }: AssignmentInput,
  context: Context,
): Promise<Outcome<TicketAssignment>> {
  const decision: RoutingDecision = {
    at: context.now.toISOString(),
    agentId: agent.id,
    explanation: `assigned manually by ${context.actor.id}: ${reason}`,
    considered: 1,
    eligible: 1,
    ...(ticket.queueId ? { queueId: ticket.queueId } : {}),
  };
  const freed = await freePreviousAssignee({ table }, ticket, context);
  return commitAssignment((held) => {
    const slot = { weight: held?.weight ?? weight, held };
    const { writes, events } = assignmentChanges(ticket, agent, decision, slot);
    return commit(table, context, {
      writes: [...writes, ...freed.writes],
      events: [...events, ...freed.events],
      answer,
    });
  });
}

/** Returns the writes and events that free the capacity of the ticket's current agent, if there is one. */
async function freePreviousAssignee({ table }: Pick<Deps, 'table'>, ticket: Ticket, { now }: Context) {
  const { assigneeId, assignment: slot } = ticket;
  const none = { writes: [] as Write[], events: [] };
  if (assigneeId === undefined || slot === undefined) return none;
  const agent = await loadAgent(table, assigneeId);
  return {
    writes: [
      freeSlot({ agentId: assigneeId, ticketId: ticket.id, assignment: slot }),
      ...(agent ? freeCapacity(agent, ticket, slot.weight, now.toISOString()) : []),
    ],
    events: agent ? [agentCapacityFreed(assigneeId, 'released')] : [],
  };
}

/**
 * Unassigns a ticket, which waits again with its age. Refuses an unassigned one with `routing.not_assigned`.
 */
export function releaseManually(
  deps: Deps,
  { ticketId, reason }: { ticketId: string; reason: string },
  context: Context,
): Promise<TicketAssignment> {
  return requireCommitted(
    retryAssignment(async () => {
      const ticket = await loadOpenTicket(deps, ticketId);
      if (ticket.assigneeId === undefined) throw routingError('routing.not_assigned');
      const { skipSeconds } = (await deps.config(context.now)).settings;
      const answer: TicketAssignment = { ticketId, queueId: ticket.queueId };
      const skipUntil = new Date(context.now.getTime() + skipSeconds * 1000).toISOString();
      const release = { reason: 'manual' as const, at: context.now.toISOString(), note: reason, skipUntil };
      return unassign(deps.table, ticket, release, context, { answer });
    }),
  );
}

/**
 * Moves a ticket to a queue, where it stays whatever the conditions of the queues are. Its agent keeps it.
 * Refuses an unknown queue with `queue.not_found`.
 */
export function queueManually(
  deps: Deps,
  { ticketId, queueId, reason }: { ticketId: string; queueId: string; reason: string },
  context: Context,
): Promise<TicketAssignment> {
  return requireCommitted(
    retryAssignment(async () => {
      const ticket = await loadOpenTicket(deps, ticketId);
      const { writes, events } = moveToQueue(ticket, queueId, reason, context.now.toISOString());
      const answer: TicketAssignment = { ticketId, assigneeId: ticket.assigneeId, queueId };
      const missing = () => rejection(routingError('queue.not_found'));
      const known = [GENERAL, TRIAGE].includes(queueId)
        ? []
        : [assertExists(routingKeys.config('queue', queueId), missing)];
      return commit(deps.table, context, { writes: [...writes, ...known], events, answer });
    }),
  );
}
