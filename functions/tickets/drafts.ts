// What an agent has begun to write on a ticket: theirs alone, kept for 30 days.
import { DAY_MS, epochSeconds } from '../platform/clock.ts';
import type { Context } from '../platform/context.ts';
import { DomainError } from '../platform/errors.ts';
import { commit } from '../platform/table/commit.ts';
import { keys } from '../platform/table/keys.ts';
import { getItem } from '../platform/table/read.ts';
import type { Table } from '../platform/table/table.ts';
import { exists, put, remove } from '../platform/table/write.ts';
import type { Draft } from './side-by-side.ts';

const KEPT_MS = 30 * DAY_MS;

/** Keeps an agent's draft over the one before. Refuses an unknown ticket with `ticket.not_found`. */
export async function saveDraft(
  table: Table,
  ticketId: string,
  { message, visibility }: Omit<Draft, 'savedAt'>,
  context: Context,
): Promise<Draft> {
  const { now, actor } = context;
  const saved = { message, visibility, savedAt: now.toISOString() };
  const ttl = epochSeconds(new Date(now.getTime() + KEPT_MS));
  await commit(table, context, {
    writes: [
      exists(keys.ticket(ticketId), () => new DomainError('ticket.not_found')),
      put(keys.draft(ticketId, actor.id), { t: 'draft', agentId: actor.id, draft: saved, ttl }),
    ],
  });
  return saved;
}

/** The caller's own draft. Refuses with `draft.not_found` when there is none, or its time is over. */
export async function readDraft(table: Table, ticketId: string, { actor, now }: Context): Promise<Draft> {
  const item = await getItem(table, keys.draft(ticketId, actor.id));
  if (!item || Number(item.ttl) <= epochSeconds(now)) throw new DomainError('draft.not_found');
  return item.draft as Draft;
}

/** Throws the caller's own draft away; one that is not there is gone already. */
export const dropDraft = (table: Table, ticketId: string, context: Context): Promise<void> =>
  commit(table, context, { writes: [remove(keys.draft(ticketId, context.actor.id))] });
