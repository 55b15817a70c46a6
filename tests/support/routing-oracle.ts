// The invariants of routing, checked on agents and tickets without waiting groups, availability entries or
// versions.

import { evaluateTicket, rankIfEligible } from '../../functions/routing/matching/evaluate-ticket.ts';
import type { Agent } from '../../functions/routing/model/agent.ts';
import { loadOf } from '../../functions/routing/model/agent.ts';
import { isTrainedFor, waitedSeconds } from '../../functions/routing/model/requirements.ts';
import type { RoutingConfig } from '../../functions/routing/model/routing-config.ts';
import { channelWeight } from '../../functions/routing/model/routing-settings.ts';
import { priorityFor, servicesOf } from '../../functions/routing/model/team.ts';
import { isSolvedOrClosed, isWaiting } from '../../functions/tickets/core/assign-ticket.ts';
import type { Ticket } from '../../functions/tickets/core/ticket.ts';
import { waitingOrderOf } from '../../functions/tickets/core/ticket-store.ts';

export interface RoutingState {
  config: RoutingConfig;
  now: Date;
  tickets: readonly Ticket[];
  agents: readonly Agent[];
  /** The weight of each slot in use, keyed by `agent ticket`. */
  slots: ReadonlyMap<string, number>;
}

/**
 * Returns what must never happen, whatever the order of deliveries: agents over capacity, slots and assignees
 * that disagree, and sensitive tickets with untrained agents.
 */
export function violations({ config, tickets, agents, slots }: RoutingState): string[] {
  const byId = new Map(agents.map((agent) => [agent.id, agent]));
  const held = (agentId: string) =>
    [...slots].filter(([key]) => key.startsWith(`${agentId} `)).reduce((sum, [, weight]) => sum + weight, 0);
  const over = agents.filter((agent) => loadOf(agent) > 1).map(({ id }) => `${id} is over capacity`);
  const miscounted = agents
    .filter((agent) => agent.capacity - agent.free !== held(agent.id))
    .map(({ id }) => `${id} has free capacity that does not match their slots`);
  const inHand = tickets.filter((ticket) => ticket.assigneeId !== undefined && !isSolvedOrClosed(ticket));
  const slotless = inHand
    .filter(({ id, assigneeId }) => !slots.has(`${assigneeId} ${id}`))
    .map(({ id }) => `${id} takes no slot of its assignee`);
  const untrained = inHand
    .filter((ticket) => {
      const agent = byId.get(ticket.assigneeId ?? '');
      return !agent || !isTrainedFor(agent, ticket);
    })
    .map(({ id }) => `${id} is sensitive and assigned to an untrained agent`);
  void config;
  return [...over, ...miscounted, ...slotless, ...untrained];
}

/**
 * Returns the tickets that were passed over in a step: they waited before and after it, and an agent who got
 * another ticket in it was eligible for them and should have got them first.
 */
export function passedOver(
  before: RoutingState,
  after: RoutingState,
  isBusy: (ticketId: string) => boolean,
): string[] {
  const earlier = new Map(before.tickets.map((ticket) => [ticket.id, ticket]));
  const waited = after.tickets.filter((ticket) => {
    const was = earlier.get(ticket.id);
    return (
      was?.waitingGroupId !== undefined &&
      ticket.waitingGroupId === was.waitingGroupId &&
      isWaiting(ticket) &&
      !isBusy(ticket.id)
    );
  });
  const taken = after.tickets.filter(
    (ticket) => ticket.assigneeId !== undefined && earlier.get(ticket.id)?.assigneeId === undefined,
  );
  return taken.flatMap((ticket) => {
    const agent = after.agents.find(({ id }) => id === ticket.assigneeId);
    if (!agent || isSolvedOrClosed(ticket)) return [];
    const without = { ...agent, free: agent.free + channelWeight(ticket.channel, after.config.settings) };
    const place = placeFor(without, ticket, after);
    return waited
      .filter(
        (one) =>
          rankIfEligible(after, evaluateTicket(after, one), without) && placeFor(without, one, after) < place,
      )
      .map((one) => `${ticket.id} was assigned to ${agent.id} before ${one.id}`);
  });
}

/**
 * Returns a sort key for the order in which an agent gets tickets: priority of their teams, then waiting
 * order.
 */
function placeFor(agent: Agent, ticket: Ticket, { config, now }: RoutingState): string {
  const { queue } = evaluateTicket({ config, now }, ticket);
  const services = servicesOf(agent, queue.id, config.teams);
  return `${priorityFor(services, waitedSeconds(ticket, now)) ?? 9}#${waitingOrderOf(ticket)}`;
}

/**
 * Returns the tickets that wait although an agent is eligible. There must be none once everything was
 * delivered.
 */
export function needlessWaits(state: RoutingState): string[] {
  return state.tickets
    .filter(isWaiting)
    .filter((ticket) => {
      const evaluation = evaluateTicket(state, ticket);
      return state.agents.some((agent) => rankIfEligible(state, evaluation, agent));
    })
    .map(({ id }) => `${id} waits although an agent is eligible`);
}

/**
 * Returns the waiting tickets that are in no known waiting group. There must be none once everything was
 * delivered.
 */
export function lostTickets(state: RoutingState, groupIds: ReadonlySet<string>): string[] {
  return state.tickets
    .filter((ticket) => isWaiting(ticket) && !groupIds.has(ticket.waitingGroupId ?? ''))
    .map(({ id }) => `${id} is lost`);
}
