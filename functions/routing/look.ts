// The safety net: once a minute somebody looks at each line there is, and after a queue was changed at all who wait in it.
import { claim, claimAndSchedule, type DueMessage } from '../platform/agenda/due.ts';
import type { Context } from '../platform/context.ts';
import { commit } from '../platform/table/commit.ts';
import { keys, ROUTING } from '../platform/table/keys.ts';
import { giveOut } from './give-out.ts';
import { endLook, readLines, readWaiting } from './lines.ts';
import { type RoutingDeps, tableFloor } from './table-floor.ts';

/** All in a line ask for the same; those behind the first differ in how long they wait and who declined them. */
const LOOKS = 5;
const MAX_GIVEN = 50;

/** Offers the first of a line around for as long as somebody takes one. Mends what a lost message or a lagging index left. */
export async function lookAtLine(deps: RoutingDeps, message: DueMessage, context: Context): Promise<void> {
  const { line } = message.data as { line: string };
  const floor = await tableFloor(deps, context);
  let left = 0;
  for (let given = 0; given < MAX_GIVEN; given += 1) {
    const { items } = await floor.waiting(line, LOOKS);
    left = items.length;
    let moved = false;
    for (const { id } of items) {
      moved = (await giveOut(floor, id)) !== 'waits';
      if (moved) break;
    }
    if (!moved) break;
  }
  await endLook(deps.table, message, line, left === 0, context);
}

const PAGE = 50;

/** Where the walk over a changed queue's tickets has come. */
interface Walk {
  queueId: string;
  lines?: string[];
  cursor?: string;
}

/**
 * A queue was changed or is gone: decides anew on all who wait in it, a page at a time; after each page the due work says
 * where to go on. Of a page that comes twice nothing is left to change.
 */
export async function queueChanged(deps: RoutingDeps, message: DueMessage, context: Context): Promise<void> {
  const walk = message.data as unknown as Walk;
  const all = walk.lines ?? (await linesOf(deps, walk.queueId));
  const [line, ...others] = all;
  if (line === undefined) return commit(deps.table, context, { writes: [claim(message)] });
  const floor = await tableFloor(deps, context);
  const { items, next } = await readWaiting(deps.table, line, PAGE, walk.cursor);
  for (const { id } of items) await giveOut(floor, id);
  const data = { queueId: walk.queueId, lines: next ? all : others, ...(next ? { cursor: next } : {}) };
  const at = new Date(Math.max(context.now.getTime(), Date.parse(message.at) + 1)).toISOString();
  const { kind, sk } = message;
  const work = {
    owner: ROUTING,
    name: sk.slice(keys.duePrefix.length),
    at,
    queue: 'routing' as const,
    kind,
    data,
  };
  await commit(deps.table, context, { writes: [claimAndSchedule(message, work)] });
  await deps.soon({ pk: message.pk, sk, at, kind, data }, context.now);
}

async function linesOf({ table }: RoutingDeps, queueId: string): Promise<string[]> {
  const lines = await readLines(table);
  return lines.filter((line) => line.queueId === queueId).map(({ line }) => line);
}
