// The register of waiting groups. Before a ticket joins a group, the group is registered in a write of its
// own; a process repeats that write every 30 seconds at most.

import { MINUTE_MS } from '../../platform/clock.ts';
import type { Context } from '../../platform/context.ts';
import {
  claim,
  claimAndReschedule,
  type DueMessage,
  schedule,
  type TimedWork,
} from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import {
  type Outcome,
  refusalIn,
  refused,
  requireApplied,
  requireCommitted,
} from '../../platform/table/outcome.ts';
import { getItem, queryRange } from '../../platform/table/read.ts';
import { done, stale } from '../../platform/table/refusal.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import { create, remove, update, type Write } from '../../platform/table/write.ts';
import { routingKeys, routingLists } from '../keys.ts';
import type { WaitingGroup } from './routing-store.ts';

const REGISTERED_MS = 30_000;
/**
 * An empty group that no ticket has joined for this long is deleted. A process that relies on its earlier
 * registration (at most 30 s old, plus the function's timeout of 30 s) wrote `lastJoinedAt` less than a
 * minute before its ticket. The deletion requires that `lastJoinedAt` is unchanged and ten minutes old, so at
 * least nine minutes lie between them.
 */
const IDLE_MS = 10 * MINUTE_MS;

export type RegisterWaitingGroup = (group: WaitingGroup, context: Context) => Promise<void>;

export function waitingGroupRegistry(table: Table): RegisterWaitingGroup {
  const registeredAt = new Map<string, number>();
  return async (group, context) => {
    const now = context.now.getTime();
    const age = now - (registeredAt.get(group.waitingGroupId) ?? 0);
    if (age >= 0 && age < REGISTERED_MS) return;
    await registerWaitingGroup(table, group, context);
    registeredAt.set(group.waitingGroupId, now);
  };
}

async function registerWaitingGroup(table: Table, group: WaitingGroup, context: Context): Promise<void> {
  const lastJoinedAt = context.now.toISOString();
  const exists = { expression: 'attribute_exists(pk)' };
  const unknown = () => ({ kind: 'unknown_group' as const });
  const joined = update(
    routingKeys.waitingGroup(group.waitingGroupId),
    { set: { lastJoinedAt } },
    exists,
    unknown,
  );
  const refusal = refusalIn(await commit(table, context, { writes: [joined] }));
  if (refusal?.kind === 'unknown_group') await requireApplied(createWaitingGroup(table, group, context));
  else if (refusal) await requireCommitted(refused(refusal));
}

/**
 * Creates a waiting group with its first reevaluation; done when another ticket has created it concurrently.
 */
function createWaitingGroup(
  table: Table,
  group: WaitingGroup,
  context: Context,
): Promise<Outcome<undefined>> {
  const lastJoinedAt = context.now.toISOString();
  const item = {
    t: 'waitingGroup',
    listPk: routingLists.waitingGroups,
    listSk: group.waitingGroupId,
    row: group,
    lastJoinedAt,
  };
  return commit(table, context, {
    writes: [
      create(routingKeys.waitingGroup(group.waitingGroupId), item, done),
      schedule(reevaluationWork(group.waitingGroupId, context.now)),
    ],
  });
}

/** Describes the reevaluation of a waiting group, once a minute for as long as the group exists. */
const reevaluationWork = (groupId: string, now: Date): TimedWork => ({
  owner: routingKeys.waitingGroup(groupId).pk,
  name: 'reevaluate',
  at: new Date(now.getTime() + MINUTE_MS).toISOString(),
  queue: 'routingStandard',
  kind: 'routing.reevaluate_group',
  data: { waitingGroupId: groupId },
});

/** Lists all waiting groups from the index: a few hundred at most, of 200 bytes each. */
export async function listWaitingGroups(table: Table): Promise<WaitingGroup[]> {
  const groups: WaitingGroup[] = [];
  let cursor: string | undefined;
  do {
    const page = await queryRange(table, { index: 'list', pk: routingLists.waitingGroups, cursor });
    groups.push(...page.items.map((item) => item.row as WaitingGroup));
    cursor = page.next;
  } while (cursor);
  return groups;
}

/**
 * Schedules the next reevaluation in a minute, or deletes a group that has been empty and unused for ten
 * minutes.
 */
export async function finishReevaluation(
  table: Table,
  message: DueMessage,
  groupId: string,
  empty: boolean,
  context: Context,
): Promise<void> {
  const item = await getItem(table, routingKeys.waitingGroup(groupId));
  const continues = item && !(empty && isIdle(item, context.now));
  const writes = continues
    ? [claimAndReschedule(message, reevaluationWork(groupId, context.now))]
    : [claim(message), ...(item ? [removeGroup(groupId, item)] : [])];
  await requireApplied(commit(table, context, { writes }));
}

const isIdle = ({ lastJoinedAt }: Item, now: Date): boolean =>
  now.getTime() - Date.parse(String(lastJoinedAt)) > IDLE_MS;

function removeGroup(groupId: string, { lastJoinedAt }: Item): Write {
  return remove(
    routingKeys.waitingGroup(groupId),
    { expression: '#lastJoinedAt = :seen', values: { seen: lastJoinedAt } },
    stale,
  );
}
