// A ticket leaves somebody's hands and waits again: ticket, slot and agent in one transaction.

import type { Context } from '../../platform/context.ts';
import { platformError } from '../../platform/errors.ts';
import { derivedIds } from '../../platform/ids.ts';
import { cancel } from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import type { Table } from '../../platform/table/table.ts';
import type { Write } from '../../platform/table/write.ts';
import {
  type Release,
  releaseTicket,
  StaleTicket,
  type Ticket,
  ticketPartition,
} from '../../tickets/index.ts';
import { agentCapacityFreed } from '../new-events.ts';
import { type Agent, withoutWork } from './agent.ts';
import { AgentChanged, freeSlot, loadAgent, saveAgent } from './agent-store.ts';

/**
 * Takes a ticket out of its agent's hands, its age kept, and gives the agent their capacity back. Throws `TicketChanged` or
 * `AgentChanged` when either is another than was read, `AlreadyDone` when the slot was given back before.
 */
export async function unassign(
  table: Table,
  ticket: Ticket,
  release: Release,
  context: Context,
  also: { offerEnd?: Write; answer?: unknown; agent?: Agent } = {},
): Promise<void> {
  const { assigneeId = '', assignment } = ticket;
  const agent = also.agent ?? (await loadAgent(table, assigneeId));
  const { writes, events } = releaseTicket(ticket, release);
  const freed = agent && assignment ? freeCapacity(agent, ticket, assignment.weight, release.at) : [];
  const slot = assignment ? [freeSlot({ agentId: assigneeId, ticketId: ticket.id, assignment })] : [];
  const offerEnd = also.offerEnd ?? (ticket.offer && cancel(ticketPartition(ticket.id), 'offer'));
  // Ids of the ticket's own state: a repeated message may have let go of others before, in its place.
  const ids = derivedIds(`release|${ticket.id}|${ticket.version}`);
  await commit(
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
export function freeCapacity(
  agent: Agent,
  { channel }: Pick<Ticket, 'channel'>,
  weight: number,
  at: string,
): Write[] {
  return saveAgent(agent, withoutWork(agent, channel, weight, at), at, () => new AgentChanged(undefined));
}

const MAX_TRIES = 10;

/** Tries again while ticket or agent change in between; at last refuses with `write.contended`. */
export async function retryWhileStale<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof StaleTicket || error instanceof AgentChanged)) throw error;
    }
  }
  throw platformError('write.contended');
}
