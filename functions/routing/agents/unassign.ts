// Unassigns a ticket, which then waits again: ticket, slot and agent change in one transaction.

import type { Context } from '../../platform/context.ts';
import { derivedIds } from '../../platform/ids.ts';
import { cancelWork } from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import type { Outcome } from '../../platform/table/outcome.ts';
import { retryOnStale } from '../../platform/table/retry-on-stale.ts';
import type { Table } from '../../platform/table/table.ts';
import type { Write } from '../../platform/table/write.ts';
import { type Release, releaseTicket, type Ticket } from '../../tickets/index.ts';
import { routingWork } from '../keys.ts';
import { type Agent, withoutWork } from '../model/agent.ts';
import { agentCapacityFreed } from '../new-events.ts';
import { freeSlot, loadAgent, saveAgent } from './agent-store.ts';

/**
 * Unassigns a ticket from its agent and frees the agent's capacity; the ticket keeps its age. Stale when
 * ticket or agent changed since they were read, done when the slot was freed before.
 */
export async function unassign<A = undefined>(
  table: Table,
  ticket: Ticket,
  release: Release,
  context: Context,
  also: { offerEnd?: Write; answer?: A; agent?: Agent } = {},
): Promise<Outcome<A>> {
  const { assigneeId = '', assignment } = ticket;
  const agent = also.agent ?? (await loadAgent(table, assigneeId));
  const { writes, events } = releaseTicket(ticket, release);
  const freed = agent && assignment ? freeCapacity(agent, ticket, assignment.weight, release.at) : [];
  const slot = assignment ? [freeSlot({ agentId: assigneeId, ticketId: ticket.id, assignment })] : [];
  const offerEnd = also.offerEnd ?? (ticket.offer && cancelWork(routingWork.offer(ticket.id)));
  // The ids derive from the ticket's state, because a repeated message may unassign the tickets in another
  // order.
  const ids = derivedIds(`release|${ticket.id}|${ticket.version}`);
  return commit<A>(
    table,
    { ...context, ids },
    {
      writes: [...writes, ...freed, ...slot, ...(offerEnd ? [offerEnd] : [])],
      events: [...events, ...(freed.length > 0 ? [agentCapacityFreed(assigneeId, 'released')] : [])],
      ...(also.answer === undefined ? {} : { answer: also.answer }),
    },
  );
}

/** Returns the writes that free the capacity of one ticket. */
export const freeCapacity = (
  agent: Agent,
  { channel }: Pick<Ticket, 'channel'>,
  weight: number,
  at: string,
): Write[] => saveAgent(agent, withoutWork(agent, channel, weight, at), at);

/** Every assignment changes the agent's item, so it has more concurrent writers than any other item. */
const TRIES = 10;

/** Retries while ticket or agent change in between; after ten attempts the outcome is `write.contended`. */
export const retryAssignment = <A>(attempt: () => Promise<Outcome<A>>): Promise<Outcome<A>> =>
  retryOnStale<A>(attempt, TRIES);
