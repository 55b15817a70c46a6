// Unsent texts of an agent on a ticket. Only the agent can read them; they are kept for 30 days.

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
 * Saves an agent's draft over the previous one. Refuses an unknown ticket with `ticket.not_found`. On a
 * sensitive ticket, refuses the draft of a public reply by people without the training with
 * `ticket.untrained`. Does not read the ticket when it is not sensitive.
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
  const draftWrite = put(ticketKeys.draft(ticketId, actor.id), {
    t: 'draft',
    agentId: actor.id,
    draft: saved,
    ttl,
  });
  const saveWith = (guards: readonly Write[]) =>
    commit(table, context, { writes: [...guards, draftWrite], answer: saved });
  const notFound = () => rejection(ticketError('ticket.not_found'));
  if (visibility === 'internal')
    return requireCommitted(saveWith([assertExists(ticketKeys.ticket(ticketId), notFound)]));
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
      return saveWith([sameSensitivity, ...trained]);
    }),
  );
}

/** Returns the caller's own draft. Refuses with `draft.not_found` when there is none or it has expired. */
export async function readDraft(table: Table, ticketId: string, { actor, now }: Context): Promise<Draft> {
  const item = await getItem(table, ticketKeys.draft(ticketId, actor.id));
  if (!item || Number(item.ttl) <= epochSeconds(now)) throw ticketError('draft.not_found');
  return item.draft as Draft;
}

/** Deletes the caller's own draft; does nothing when there is none. */
export const discardDraft = (table: Table, ticketId: string, context: Context): Promise<undefined> =>
  requireCommitted(
    commit(table, context, { writes: [remove(ticketKeys.draft(ticketId, context.actor.id))] }),
  );
