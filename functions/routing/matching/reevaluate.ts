// The safety net: once a minute somebody looks at each line there is, and after a queue was changed at all who wait in it.

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

/** All in a line ask for the same; those behind the first differ in how long they wait and who declined them. */
const TICKETS_PER_ROUND = 5;
const MAX_ASSIGNED = 50;

/** Offers the first of a line around for as long as somebody takes one. Mends what a lost message or a lagging index left. */
export async function reevaluateWaitingGroup(
  deps: RoutingDeps,
  message: DueMessage,
  context: Context,
): Promise<void> {
  const { line } = message.data as { line: string };
  const floor = await tableRoutingStore(deps, context);
  let left = 0;
  for (let given = 0; given < MAX_ASSIGNED; given += 1) {
    const { items } = await floor.waitingTickets(line, TICKETS_PER_ROUND);
    left = items.length;
    let moved = false;
    for (const { id } of items) {
      moved = (await routeTicket(floor, id)) !== 'waits';
      if (moved) break;
    }
    if (!moved) break;
  }
  await finishReevaluation(deps.table, message, line, left === 0, context);
}

const PAGE = 50;

/** Where the walk over a changed queue's tickets has come. */
interface QueueProgress {
  queueId: string;
  lines?: string[];
  cursor?: string;
}

/**
 * A queue was changed or is gone: decides anew on all who wait in it, a page at a time; after each page the due work says
 * where to go on. Of a page that comes twice nothing is left to change.
 */
export async function reevaluateQueue(
  deps: RoutingDeps,
  message: DueMessage,
  context: Context,
): Promise<void> {
  const walk = message.data as unknown as QueueProgress;
  const all = walk.lines ?? (await waitingGroupsOf(deps, walk.queueId));
  const [line, ...others] = all;
  if (line === undefined) {
    await requireApplied(commit(deps.table, context, { writes: [claim(message)] }));
    return;
  }
  const floor = await tableRoutingStore(deps, context);
  const { items, next } = await listWaitingTickets(deps.table, line, PAGE, walk.cursor);
  for (const { id } of items) await routeTicket(floor, id);
  const data = { queueId: walk.queueId, lines: next ? all : others, ...(next ? { cursor: next } : {}) };
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

async function waitingGroupsOf({ table }: RoutingDeps, queueId: string): Promise<string[]> {
  const lines = await listWaitingGroups(table);
  return lines.filter((line) => line.queueId === queueId).map(({ line }) => line);
}
