import type { Context } from '../../platform/context.ts';
import type { EventOf } from '../../platform/events/event-definition.ts';
import { commit } from '../../platform/table/commit.ts';
import { requireApplied } from '../../platform/table/outcome.ts';
import { retryOnStale } from '../../platform/table/retry-on-stale.ts';
import type { Table } from '../../platform/table/table.ts';
import type { TicketClosed, TicketSolved } from '../../tickets/events.ts';
import { withoutWork } from '../model/agent.ts';
import { agentCapacityFreed } from '../new-events.ts';
import { freeSlot, loadAgent, saveAgent } from './agent-store.ts';

/** Frees the capacity of an agent whose ticket was solved or closed. An unassigned ticket frees nothing. */
export async function releaseCapacity(
  table: Table,
  event: EventOf<typeof TicketSolved | typeof TicketClosed>,
  context: Context,
): Promise<void> {
  const { ticketId, channel, assigneeId, assignment } = event.data;
  if (assigneeId === undefined || assignment === undefined) return;
  const at = context.now.toISOString();
  await requireApplied(
    retryOnStale(async () => {
      const agent = await loadAgent(table, assigneeId);
      const freed = agent ? saveAgent(agent, withoutWork(agent, channel, assignment.weight, at), at) : [];
      return commit(table, context, {
        writes: [freeSlot({ agentId: assigneeId, ticketId, assignment }), ...freed],
        events: agent ? [agentCapacityFreed(assigneeId, 'released')] : [],
      });
    }),
  );
}
