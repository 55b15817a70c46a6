import type { Context } from '../../platform/context.ts';
import { assertVersion, type ExpectedVersion, type Versioned } from '../../platform/contract/version.ts';
import { commit } from '../../platform/table/commit.ts';
import { type Key, keys } from '../../platform/table/keys.ts';
import { eventOf } from '../../platform/table/new-event.ts';
import { type Outcome, requireCommitted } from '../../platform/table/outcome.ts';
import { rejection, stale } from '../../platform/table/refusal.ts';
import { retryOnStale } from '../../platform/table/retry-on-stale.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import { create, remove, update, type Write } from '../../platform/table/write.ts';
import { close, withChanges } from '../core/lifecycle.ts';
import { ticketOpened } from '../core/new-events.ts';
import { requireTraining, sensitiveKindsOf } from '../core/require-training.ts';
import { autoCloseWrites } from '../core/save-step.ts';
import type { Ticket } from '../core/ticket.ts';
import { createTicket, loadTicket, saveTicket } from '../core/ticket-store.ts';
import { ticketError } from '../errors.ts';
import { readWholeThread } from '../messages/read-whole-thread.ts';
import { splitUndone, ticketSplit } from './merge-events.ts';
import { hasOwnActivity, planSplit, type SplitPlan, selectSplitMessages } from './plan-split.ts';

export interface SplitRequest {
  messageIds: readonly string[];
  subject: string;
  version: ExpectedVersion;
}

/**
 * Splits messages of a ticket into a new ticket in one transaction. The new ticket shows them with their own
 * times, and the original shows them as moved. Returns the new ticket, which is routed and has clocks like
 * any other. Refuses an unknown ticket with `ticket.not_found`, a stale version with `version.stale`, a
 * closed ticket with `ticket.closed`, people without the training for its sensitive kinds with
 * `ticket.untrained`, messages that cannot be split with `ticket.split_refused`, and messages of more than 2
 * MB together with `item.too_large`, because the transaction holds each message twice. Of concurrent splits
 * only one moves a message.
 */
export function splitTicket(
  table: Table,
  ticketId: string,
  request: SplitRequest,
  context: Context,
): Promise<Ticket> {
  return requireCommitted(retryOnStale(() => splitOnce(table, ticketId, request, context)));
}

async function splitOnce(
  table: Table,
  ticketId: string,
  request: SplitRequest,
  context: Context,
): Promise<Outcome<Ticket>> {
  const { ticket, entries } = await readWholeThread(table, ticketId, new Set(request.messageIds));
  assertVersion(request.version, ticket.version, 'the ticket');
  if (ticket.status === 'closed') throw ticketError('ticket.closed');
  const messages = selectSplitMessages(ticket, entries, request.messageIds);
  const split = planSplit(ticket, messages, request.subject, context);
  const next = withChanges(ticket, {}, context);
  const answer = split.ticket;
  const trained = await requireTraining(table, sensitiveKindsOf(ticket), context);
  return commit(table, context, {
    writes: [
      ...trained,
      saveTicket(next),
      ...writesOf(split, context),
      ...messages.map(({ item }) => markAsMoved(item, split.ticket.id)),
    ],
    events: [
      ticketSplit(
        next,
        split.ticket.id,
        messages.map(({ id }) => id),
      ),
    ],
    answer,
  });
}

function writesOf({ ticket, opening, by, movedFrom, copies }: SplitPlan, context: Context): Write[] {
  const event = ticketOpened(ticket, opening);

  return [
    createTicket(ticket),
    create(
      keys.openingEvent(event.owner),
      { ...eventOf(event, { ...context, actor: by }), t: 'event', movedFrom },
      stale,
    ),
    ...copies.map((copy) => create(copy as Item & Key, copy, stale)),
  ];
}

/**
 * Marks a message as moved. It stays where it was written; the mark names the ticket that shows it, and a
 * marked message cannot be moved again.
 */
const markAsMoved = (item: Item, to: string): Write => ({
  ...update(
    { pk: item.pk, sk: item.sk } as Key,
    { set: { movedTo: to } },
    { expression: 'attribute_exists(pk) AND attribute_not_exists(#movedTo)' },
    () => rejection(ticketError('ticket.split_refused', 'A message was already moved.')),
  ),
  item,
});

/**
 * Undoes a split in one transaction: the original shows its messages again, and the split ticket is closed
 * and points to it. Returns the original ticket. Refuses an unknown ticket with `ticket.not_found`, a stale
 * version with `version.stale`, a ticket that was not split with `ticket.split_refused`, one with activity of
 * its own with `ticket.split_in_use`, people without the training with `ticket.untrained`, and a closed
 * original with `ticket.closed`, because its messages would no longer be visible.
 */
export function unsplitTicket(
  table: Table,
  splitId: string,
  request: Versioned<object>,
  context: Context,
): Promise<Ticket> {
  return requireCommitted(
    retryOnStale(async () => {
      const { ticket: split, entries } = await readWholeThread(table, splitId);
      assertVersion(request.version, split.version, 'the ticket');
      if (split.splitFrom === undefined)
        throw ticketError('ticket.split_refused', 'This ticket was not split from another one.');
      if (hasOwnActivity(split, entries)) throw ticketError('ticket.split_in_use');
      if (split.status === 'closed') throw ticketError('ticket.closed');
      const origin = await loadTicket(table, split.splitFrom);
      if (!origin) throw ticketError('ticket.not_found');
      if (origin.status === 'closed' && origin.mergedInto === undefined) throw ticketError('ticket.closed');
      const { next, events } = close(split, 'unsplit', { mergedInto: origin.id }, context);
      const back = withChanges(origin, {}, context);
      const answer = back;
      const kinds = [...new Set([...sensitiveKindsOf(split), ...sensitiveKindsOf(origin)])];
      const trained = await requireTraining(table, kinds, context);
      return commit(table, context, {
        writes: [
          ...trained,
          saveTicket(next),
          saveTicket(back),
          ...autoCloseWrites(split, next),
          ...entries.flatMap((entry) => moveBackWrites(entry, split)),
        ],
        events: [...events, splitUndone(back, split.id)],
        answer,
      });
    }),
  );
}

/**
 * Moves a message back to where it was written. Deletes its copy; the opening stays, because it opened the
 * ticket, and is marked as moved.
 */
function moveBackWrites(entry: Item, { id, splitFrom }: Ticket): Write[] {
  const movedFrom = entry.movedFrom as Key | undefined;
  if (!movedFrom) return [];
  const { pk, sk } = entry as Item & Key;
  return [
    update(
      movedFrom,
      { set: { movedTo: undefined } },
      { expression: '#movedTo = :id', values: { id } },
      stale,
    ),
    entry.t === 'copy' ? remove({ pk, sk }) : update({ pk, sk }, { set: { movedTo: splitFrom } }),
  ];
}
