// Reevaluates waiting tickets: each waiting group once a minute, as a safety net, and a whole queue after it
// changed.

import type { Context } from '../../platform/context.ts';
import { claim, claimAndReschedule, type DueMessage } from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import { keys } from '../../platform/table/keys.ts';
import { requireApplied } from '../../platform/table/outcome.ts';
import { listWaitingTickets } from '../../tickets/index.ts';
import { ROUTING } from '../keys.ts';
import { routeTicket } from './route-ticket.ts';
import { type RoutingDeps, tableRoutingStore } from './table-routing-store.ts';
import { finishReevaluation, listWaitingGroups } from './waiting-groups.ts';

/**
 * The tickets of a group have the same requirements; they differ in waiting time and in who declined them.
 */
const TICKETS_PER_ROUND = 5;
const MAX_ASSIGNED = 50;

/**
 * Routes the first tickets of a waiting group for as long as one is assigned. Repairs what a lost message or
 * a lagging index left behind.
 */
export async function reevaluateWaitingGroup(
  deps: RoutingDeps,
  message: DueMessage,
  context: Context,
): Promise<void> {
  const { waitingGroupId: groupId } = message.data as { waitingGroupId: string };
  const store = await tableRoutingStore(deps, context);
  let left = 0;
  for (let assigned = 0; assigned < MAX_ASSIGNED; assigned += 1) {
    const { items } = await store.waitingTickets(groupId, TICKETS_PER_ROUND);
    left = items.length;
    let moved = false;
    for (const { id } of items) {
      moved = (await routeTicket(store, id)) !== 'waits';
      if (moved) break;
    }
    if (!moved) break;
  }
  await finishReevaluation(deps.table, message, groupId, left === 0, context);
}

const PAGE = 50;

/** How far the reevaluation of a changed queue has come. */
interface QueueProgress {
  queueId: string;
  groupIds?: string[];
  cursor?: string;
}

/**
 * Routes all waiting tickets of a changed or deleted queue again, one page at a time. After each page the
 * timed work is rescheduled with the position to continue from. A page that comes twice changes nothing the
 * second time.
 */
export async function reevaluateQueue(
  deps: RoutingDeps,
  message: DueMessage,
  context: Context,
): Promise<void> {
  const progress = message.data as unknown as QueueProgress;
  const groupIds = progress.groupIds ?? (await groupIdsOf(deps, progress.queueId));
  const [groupId, ...others] = groupIds;
  if (groupId === undefined) {
    await requireApplied(commit(deps.table, context, { writes: [claim(message)] }));
    return;
  }
  const store = await tableRoutingStore(deps, context);
  const { items, next } = await listWaitingTickets(deps.table, groupId, PAGE, progress.cursor);
  for (const { id } of items) await routeTicket(store, id);
  const data = {
    queueId: progress.queueId,
    groupIds: next ? groupIds : others,
    ...(next ? { cursor: next } : {}),
  };
  const at = new Date(Math.max(context.now.getTime(), Date.parse(message.at) + 1)).toISOString();
  const { kind, sk } = message;
  const work = {
    owner: ROUTING,
    name: sk.slice(keys.duePrefix.length),
    at,
    queue: 'routingStandard' as const,
    kind,
    data,
  };
  const moved = await requireApplied(
    commit(deps.table, context, { writes: [claimAndReschedule(message, work)] }),
  );
  if (moved) await deps.sendDelayed({ pk: message.pk, sk, at, kind, data }, context.now);
}

async function groupIdsOf({ table }: RoutingDeps, queueId: string): Promise<string[]> {
  const groups = await listWaitingGroups(table);
  return groups.filter((group) => group.queueId === queueId).map(({ waitingGroupId }) => waitingGroupId);
}
