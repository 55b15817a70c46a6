import type { Context } from '../platform/context.ts';
import type { DomainEvent } from '../platform/events/envelope.ts';
import { commit } from '../platform/table/commit.ts';
import type { Table } from '../platform/table/table.ts';
import { agentFreed } from './events.ts';
import { releaseSlot } from './store.ts';

/** Gives an agent's capacity back when a ticket of theirs is solved. A ticket that nobody had frees nobody. */
export async function release(table: Table, event: DomainEvent, context: Context): Promise<void> {
  const { ticketId, assigneeId, assignment } = event.data as {
    ticketId: string;
    assigneeId?: string;
    assignment?: { id: string; weight: number };
  };
  if (assigneeId === undefined || assignment === undefined) return;
  await commit(table, context, {
    writes: releaseSlot({ agentId: assigneeId, ticketId, assignment }),
    events: [agentFreed(assigneeId, 'released')],
  });
}
