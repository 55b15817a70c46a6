// What an agent has begun to write on a ticket: theirs alone, kept for 30 days.

import { DAY_MS, epochSeconds } from '../../platform/clock.ts';
import type { Context } from '../../platform/context.ts';
import { commit } from '../../platform/table/commit.ts';
import { requireCommitted } from '../../platform/table/outcome.ts';
import { getItem } from '../../platform/table/read.ts';
import { rejection, stale } from '../../platform/table/refusal.ts';
import { retryOnStale } from '../../platform/table/retry-on-stale.ts';
import type { Table } from '../../platform/table/table.ts';
import { assertCondition, assertExists, put, remove, type Write } from '../../platform/table/write.ts';
import { requireTraining, sameSensitivityCondition, sensitiveKindsOf } from '../core/require-training.ts';
import type { Ticket } from '../core/ticket.ts';
import { currentTicketIn } from '../core/ticket-store.ts';
import { ticketError } from '../errors.ts';
import { ticketKeys } from '../keys.ts';
import type { Draft } from './collision-detection.ts';

const KEPT_MS = 30 * DAY_MS;

/**
 * Keeps an agent's draft over the one before. Refuses an unknown ticket with `ticket.not_found`, and the draft of a reply to a
 * sensitive one with `ticket.untrained` for people who are not trained for it. Nothing is read of a ticket that is not sensitive.
 */
export async function saveDraft(
  table: Table,
  ticketId: string,
  { message, visibility }: Omit<Draft, 'savedAt'>,
  context: Context,
): Promise<Draft> {
  const { now, actor } = context;
  const saved = { message, visibility, savedAt: now.toISOString() };
  const ttl = epochSeconds(new Date(now.getTime() + KEPT_MS));
  const kept = put(ticketKeys.draft(ticketId, actor.id), {
    t: 'draft',
    agentId: actor.id,
    draft: saved,
    ttl,
  });
  const keep = (guards: readonly Write[]) =>
    commit(table, context, { writes: [...guards, kept], answer: saved });
  const notFound = () => rejection(ticketError('ticket.not_found'));
  if (visibility === 'internal')
    return requireCommitted(keep([assertExists(ticketKeys.ticket(ticketId), notFound)]));
  let ticket: Pick<Ticket, 'sensitive'> = {};
  return requireCommitted(
    retryOnStale(async (before) => {
      ticket = currentTicketIn(before) ?? ticket;
      const trained = await requireTraining(table, sensitiveKindsOf(ticket), context);
      const { expression, values = {} } = sameSensitivityCondition(ticket);
      const when = { expression: `attribute_exists(pk) AND ${expression}`, values };
      const sameSensitivity = assertCondition(ticketKeys.ticket(ticketId), when, (current) =>
        current ? stale(current) : notFound(),
      );
      return keep([sameSensitivity, ...trained]);
    }),
  );
}

/** The caller's own draft. Refuses with `draft.not_found` when there is none, or its time is over. */
export async function readDraft(table: Table, ticketId: string, { actor, now }: Context): Promise<Draft> {
  const item = await getItem(table, ticketKeys.draft(ticketId, actor.id));
  if (!item || Number(item.ttl) <= epochSeconds(now)) throw ticketError('draft.not_found');
  return item.draft as Draft;
}

/** Throws the caller's own draft away; one that is not there is gone already. */
export const discardDraft = (table: Table, ticketId: string, context: Context): Promise<undefined> =>
  requireCommitted(
    commit(table, context, { writes: [remove(ticketKeys.draft(ticketId, context.actor.id))] }),
  );
