// A ticket leaves somebody's hands and waits again: ticket, slot and agent in one transaction.

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
 * Takes a ticket from its agent, its age kept, and gives the agent their capacity back. Stale when ticket or agent was changed
 * since it was read, done when the slot was given back before.
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
  // Ids of the ticket's own state: a repeated message may have unassigned others before, in its place.
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

/** The writes that give an agent the capacity of one ticket back. */
export const freeCapacity = (
  agent: Agent,
  { channel }: Pick<Ticket, 'channel'>,
  weight: number,
  at: string,
): Write[] => saveAgent(agent, withoutWork(agent, channel, weight, at), at);

/** An agent's item changes with each ticket that they are given: more rivals meet on it than on anything else. */
const TRIES = 10;

/** Tries again while ticket or agent change in between; at last the outcome is `write.contended`. */
export const retryAssignment = <A>(attempt: () => Promise<Outcome<A>>): Promise<Outcome<A>> =>
  retryOnStale<A>(attempt, TRIES);
