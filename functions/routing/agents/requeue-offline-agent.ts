// Requeues the unanswered tickets of an agent who went offline and did not come back within the grace period.

import type { Context } from '../../platform/context.ts';
import { cancel, claim, type DueMessage, type TimedWork } from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import { keys } from '../../platform/table/keys.ts';
import { requireApplied, unchanged } from '../../platform/table/outcome.ts';
import { queryRange } from '../../platform/table/read.ts';
import type { Table } from '../../platform/table/table.ts';
import type { Write } from '../../platform/table/write.ts';
import { customerIsWaiting, isSolvedOrClosed, loadTicket } from '../../tickets/index.ts';
import { ASSIGNMENTS_FROM, ASSIGNMENTS_TO, routingKeys } from '../keys.ts';
import { loadAgent } from './agent-store.ts';
import { retryAssignment, unassign } from './unassign.ts';

const NAME = 'requeue_offline';
const REQUEUE_KIND = 'routing.requeue_offline';

export const requeueWork = (agentId: string, at: string): TimedWork => ({
  owner: routingKeys.agent(agentId).pk,
  name: NAME,
  at,
  queue: 'routingStandard',
  kind: REQUEUE_KIND,
  data: { agentId },
});

/** Builds the message that the scheduler would send for the requeue, so that it can be sent early. */
export const requeueMessage = (agentId: string, at: string): DueMessage => ({
  ...keys.due(routingKeys.agent(agentId).pk, NAME),
  at,
  kind: REQUEUE_KIND,
  data: { agentId },
});

export const cancelRequeue = (agentId: string): Write => cancel(routingKeys.agent(agentId).pk, NAME);

/**
 * Unassigns the tickets of an agent who stayed offline if the customer waits for an answer; tickets that wait
 * for the customer stay assigned. Each ticket is unassigned in a transaction on the agent version that was
 * read as offline: an agent who comes back in the middle keeps the rest. A repeated message finds nothing
 * left to do.
 */
export async function requeueOfflineAgent(
  table: Table,
  message: DueMessage,
  context: Context,
): Promise<void> {
  const { agentId } = message.data as { agentId: string };
  const agent = await loadAgent(table, agentId);
  if (agent?.presence === 'offline') {
    for (const ticketId of await assignedTicketIds(table, agentId))
      await requeueTicket(table, agentId, ticketId, context);
  }
  await requireApplied(commit(table, context, { writes: [claim(message)] }));
}

async function assignedTicketIds(table: Table, agentId: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const { pk } = routingKeys.agent(agentId);
    const range = { pk, from: ASSIGNMENTS_FROM, to: ASSIGNMENTS_TO, consistent: true, cursor };
    const page = await queryRange(table, range);
    ids.push(...page.items.map(({ sk }) => String(sk).slice(ASSIGNMENTS_FROM.length)));
    cursor = page.next;
  } while (cursor);
  return ids;
}

async function requeueTicket(
  table: Table,
  agentId: string,
  ticketId: string,
  context: Context,
): Promise<void> {
  const requeued = retryAssignment(async () => {
    const [agent, ticket] = await Promise.all([loadAgent(table, agentId), loadTicket(table, ticketId)]);
    const isTheirs = ticket?.assigneeId === agentId && !isSolvedOrClosed(ticket);
    if (agent?.presence !== 'offline' || !isTheirs) return unchanged(undefined);
    if (!(await customerIsWaiting(table, ticket))) return unchanged(undefined);
    const release = { reason: 'offline' as const, at: context.now.toISOString() };
    return unassign(table, ticket, release, context, { agent });
  });
  await requireApplied(requeued);
}
