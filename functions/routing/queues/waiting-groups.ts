// The lines there are. Whoever joins one makes sure first that it is known: by a write of its own, which a process repeats
// every half minute at most.

import { MINUTE_MS } from '../../platform/clock.ts';
import type { Context } from '../../platform/context.ts';
import { AlreadyDone } from '../../platform/errors.ts';
import {
  claim,
  claimAndReschedule,
  type DueMessage,
  schedule,
  type TimedWork,
} from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import { getItem, queryRange } from '../../platform/table/read.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import { create, remove, update, type Write } from '../../platform/table/write.ts';
import { routingKeys, routingLists } from '../keys.ts';
import type { WaitingGroup } from '../matching/routing-store.ts';

const REGISTERED_MS = 30_000;
/**
 * A line that nobody joined for so long, and where nobody waits, is forgotten. Whoever relies on having made it known
 * (at most 30 s ago, plus the 30 s that the function may take) has written `lastJoinedAt` less than a minute before their
 * ticket: the removal, which asks that it be as old as it was read, is nine minutes away from them.
 */
const IDLE_MS = 10 * MINUTE_MS;

class UnknownWaitingGroup extends Error {}

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
  const key = routingKeys.waitingGroup(line.line);
  try {
    const joined = { set: { lastJoinedAt } };
    const there = { expression: 'attribute_exists(pk)' };
    await commit(table, context, { writes: [update(key, joined, there, () => new UnknownWaitingGroup())] });
  } catch (error) {
    if (!(error instanceof UnknownWaitingGroup)) throw error;
    const item = {
      t: 'line',
      listPk: routingLists.waitingGroups,
      listSk: line.line,
      row: line,
      lastJoinedAt,
    };
    const writes = [
      create(key, item, () => new AlreadyDone(`making line ${line.line} known`)),
      schedule(reevaluationWork(line.line, context.now)),
    ];
    await commit(table, context, { writes }).catch((known: unknown) => {
      if (!(known instanceof AlreadyDone)) throw known;
    });
  }
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

/** Ends a look: the next one in a minute, or the line is forgotten when it is empty and nobody joined it for long. */
export async function finishReevaluation(
  table: Table,
  message: DueMessage,
  line: string,
  empty: boolean,
  context: Context,
): Promise<void> {
  const item = await getItem(table, routingKeys.waitingGroup(line));
  if (item && !(empty && isIdle(item, context.now)))
    return commit(table, context, {
      writes: [claimAndReschedule(message, reevaluationWork(line, context.now))],
    });
  await commit(table, context, { writes: [claim(message), ...(item ? [removeGroup(line, item)] : [])] });
}

const isIdle = ({ lastJoinedAt }: Item, now: Date): boolean =>
  now.getTime() - Date.parse(String(lastJoinedAt)) > IDLE_MS;

function removeGroup(line: string, { lastJoinedAt }: Item): Write {
  return remove(
    routingKeys.waitingGroup(line),
    { expression: '#lastJoinedAt = :seen', values: { seen: lastJoinedAt } },
    () => new Error('somebody joined the line'),
  );
}
