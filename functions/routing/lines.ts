// The lines there are. Whoever joins one makes sure first that it is known: by a write of its own, which a process repeats
// every half minute at most.
import { claim, claimAndSchedule, type DueMessage, type DueWork, schedule } from '../platform/agenda/due.ts';
import { MINUTE_MS } from '../platform/clock.ts';
import type { Context } from '../platform/context.ts';
import { AlreadyDone } from '../platform/errors.ts';
import { commit } from '../platform/table/commit.ts';
import { keys, lists } from '../platform/table/keys.ts';
import { getItem, queryRange } from '../platform/table/read.ts';
import type { Item, Table } from '../platform/table/table.ts';
import { create, remove, update, type Write } from '../platform/table/write.ts';
import type { Waiting } from './choose-ticket.ts';
import type { Line } from './floor.ts';

const KNOWN_MS = 30_000;
/**
 * A line that nobody joined for so long, and where nobody waits, is forgotten. Whoever relies on having made it known
 * (at most 30 s ago, plus the 30 s that the function may take) has written `lastJoinedAt` less than a minute before their
 * ticket: the removal, which asks that it be as old as it was read, is nine minutes away from them.
 */
export const IDLE_MS = 10 * MINUTE_MS;

class UnknownLine extends Error {}

export type MakeKnown = (line: Line, context: Context) => Promise<void>;

export function lineRegistry(table: Table): MakeKnown {
  const known = new Map<string, number>();
  return async (line, context) => {
    const now = context.now.getTime();
    const age = now - (known.get(line.line) ?? 0);
    if (age >= 0 && age < KNOWN_MS) return;
    await makeKnown(table, line, context);
    known.set(line.line, now);
  };
}

async function makeKnown(table: Table, line: Line, context: Context): Promise<void> {
  const lastJoinedAt = context.now.toISOString();
  const key = keys.line(line.line);
  try {
    const joined = { set: { lastJoinedAt } };
    const there = { expression: 'attribute_exists(pk)' };
    await commit(table, context, { writes: [update(key, joined, there, () => new UnknownLine())] });
  } catch (error) {
    if (!(error instanceof UnknownLine)) throw error;
    const item = { t: 'line', listPk: lists.lines, listSk: line.line, row: line, lastJoinedAt };
    const writes = [
      create(key, item, () => new AlreadyDone(`making line ${line.line} known`)),
      schedule(lookOf(line.line, context.now)),
    ];
    await commit(table, context, { writes }).catch((known: unknown) => {
      if (!(known instanceof AlreadyDone)) throw known;
    });
  }
}

/** The look at a line that comes once a minute, while there is the line. */
const lookOf = (line: string, now: Date): DueWork => ({
  owner: keys.line(line).pk,
  name: 'look',
  at: new Date(now.getTime() + MINUTE_MS).toISOString(),
  queue: 'routing',
  kind: 'routing.look',
  data: { line },
});

/** Every line, as the index shows them: some hundreds at most, of 200 bytes each. */
export async function readLines(table: Table): Promise<Line[]> {
  const lines: Line[] = [];
  let cursor: string | undefined;
  do {
    const page = await queryRange(table, { index: 'list', pk: lists.lines, cursor });
    lines.push(...page.items.map((item) => item.row as Line));
    cursor = page.next;
  } while (cursor);
  return lines;
}

/** Those who wait in a line, the first in front. */
export async function readWaiting(table: Table, line: string, limit: number, cursor?: string) {
  const page = await queryRange(table, { index: 'list', pk: lists.line(line), limit, cursor });
  return {
    items: page.items.map(({ listSk }): Waiting => {
      const order = String(listSk);
      const [id = '', eligibleAt = ''] = order.split('#').toReversed();
      return { id, order, eligibleAt };
    }),
    ...(page.next ? { next: page.next } : {}),
  };
}

/** Ends a look: the next one in a minute, or the line is forgotten when it is empty and nobody joined it for long. */
export async function endLook(
  table: Table,
  message: DueMessage,
  line: string,
  empty: boolean,
  context: Context,
): Promise<void> {
  const item = await getItem(table, keys.line(line));
  if (item && !(empty && isIdle(item, context.now)))
    return commit(table, context, { writes: [claimAndSchedule(message, lookOf(line, context.now))] });
  await commit(table, context, { writes: [claim(message), ...(item ? [forget(line, item)] : [])] });
}

const isIdle = ({ lastJoinedAt }: Item, now: Date): boolean =>
  now.getTime() - Date.parse(String(lastJoinedAt)) > IDLE_MS;

function forget(line: string, { lastJoinedAt }: Item): Write {
  return remove(
    keys.line(line),
    { expression: '#lastJoinedAt = :seen', values: { seen: lastJoinedAt } },
    () => new Error('somebody joined the line'),
  );
}
