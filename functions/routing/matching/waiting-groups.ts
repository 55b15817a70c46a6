// The lines there are. Whoever joins one makes sure first that it is known: by a write of its own, which a process repeats
// every half minute at most.

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
 * A line that nobody joined for so long, and where nobody waits, is forgotten. Whoever relies on having made it known
 * (at most 30 s ago, plus the 30 s that the function may take) has written `lastJoinedAt` less than a minute before their
 * ticket: the removal, which asks that it be as old as it was read, is nine minutes away from them.
 */
const IDLE_MS = 10 * MINUTE_MS;

export type RegisterWaitingGroup = (line: WaitingGroup, context: Context) => Promise<void>;

export function waitingGroupRegistry(table: Table): RegisterWaitingGroup {
  const known = new Map<string, number>();
  return async (line, context) => {
    const now = context.now.getTime();
    const age = now - (known.get(line.line) ?? 0);
    if (age >= 0 && age < REGISTERED_MS) return;
    await registerWaitingGroup(table, line, context);
    known.set(line.line, now);
  };
}

async function registerWaitingGroup(table: Table, line: WaitingGroup, context: Context): Promise<void> {
  const lastJoinedAt = context.now.toISOString();
  const there = { expression: 'attribute_exists(pk)' };
  const unknown = () => ({ kind: 'unknown_group' as const });
  const joined = update(routingKeys.waitingGroup(line.line), { set: { lastJoinedAt } }, there, unknown);
  const refusal = refusalIn(await commit(table, context, { writes: [joined] }));
  if (refusal?.kind === 'unknown_group') await requireApplied(createWaitingGroup(table, line, context));
  else if (refusal) await requireCommitted(refused(refusal));
}

/** Creates a waiting group with its first reevaluation; done when another ticket has created it at the same moment. */
function createWaitingGroup(table: Table, line: WaitingGroup, context: Context): Promise<Outcome<undefined>> {
  const lastJoinedAt = context.now.toISOString();
  const item = { t: 'line', listPk: routingLists.waitingGroups, listSk: line.line, row: line, lastJoinedAt };
  return commit(table, context, {
    writes: [
      create(routingKeys.waitingGroup(line.line), item, done),
      schedule(reevaluationWork(line.line, context.now)),
    ],
  });
}

/** The look at a line that comes once a minute, while there is the line. */
const reevaluationWork = (line: string, now: Date): TimedWork => ({
  owner: routingKeys.waitingGroup(line).pk,
  name: 'look',
  at: new Date(now.getTime() + MINUTE_MS).toISOString(),
  queue: 'routingStandard',
  kind: 'routing.reevaluate_group',
  data: { line },
});

/** Every line, as the index shows them: some hundreds at most, of 200 bytes each. */
export async function listWaitingGroups(table: Table): Promise<WaitingGroup[]> {
  const lines: WaitingGroup[] = [];
  let cursor: string | undefined;
  do {
    const page = await queryRange(table, { index: 'list', pk: routingLists.waitingGroups, cursor });
    lines.push(...page.items.map((item) => item.row as WaitingGroup));
    cursor = page.next;
  } while (cursor);
  return lines;
}

/** Schedules the next reevaluation, in a minute, or deletes a group that is empty and that nobody joined for long. */
export async function finishReevaluation(
  table: Table,
  message: DueMessage,
  line: string,
  empty: boolean,
  context: Context,
): Promise<void> {
  const item = await getItem(table, routingKeys.waitingGroup(line));
  const goesOn = item && !(empty && isIdle(item, context.now));
  const writes = goesOn
    ? [claimAndReschedule(message, reevaluationWork(line, context.now))]
    : [claim(message), ...(item ? [removeGroup(line, item)] : [])];
  await requireApplied(commit(table, context, { writes }));
}

const isIdle = ({ lastJoinedAt }: Item, now: Date): boolean =>
  now.getTime() - Date.parse(String(lastJoinedAt)) > IDLE_MS;

function removeGroup(line: string, { lastJoinedAt }: Item): Write {
  return remove(
    routingKeys.waitingGroup(line),
    { expression: '#lastJoinedAt = :seen', values: { seen: lastJoinedAt } },
    stale,
  );
}
