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
 * Makes a new ticket of some messages of another, in one transaction. They are shown in the new one under their own times,
 * and in the old one as moved. Answers the new ticket, which is routed and promised like any other.
 * Refuses an unknown ticket with `ticket.not_found`, a stale version with `version.stale`, a closed ticket with
 * `ticket.closed`, people who are not trained for what it is sensitive by with `ticket.untrained`, messages that cannot be split
 * off with `ticket.split_refused`, messages of more than 2 MB together with `item.too_large`: the transaction holds each twice.
 * A message is moved once, whoever splits.
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
      ...messages.map(({ item }) => moved(item, split.ticket.id)),
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
  const seen = stale;
  return [
    createTicket(ticket),
    create(
      keys.openingEvent(event.owner),
      { ...eventOf(event, { ...context, actor: by }), t: 'event', movedFrom },
      seen,
    ),
    ...copies.map((copy) => create(copy as Item & Key, copy, seen)),
  ];
}

/** The message stays where it was written; the mark says where it is shown, and nothing moves what has one. */
const moved = (item: Item, to: string): Write => ({
  ...update(
    { pk: item.pk, sk: item.sk } as Key,
    { set: { movedTo: to } },
    { expression: 'attribute_exists(pk) AND attribute_not_exists(#movedTo)' },
    () => rejection(ticketError('ticket.split_refused', 'A message was already moved.')),
  ),
  item,
});

/**
 * Takes a split back, in one transaction: the messages are shown where they were written again, and the split ticket is
 * closed and points there. Answers the ticket that has them. Refuses an unknown ticket with `ticket.not_found`, a stale
 * version with `version.stale`, a ticket that is no split with `ticket.split_refused`, one that has gone on by itself with
 * `ticket.split_in_use`, the untrained as `splitTicket` does, and with `ticket.closed` when the other is closed: its messages would be lost to sight.
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
          ...entries.flatMap((entry) => movedBack(entry, split)),
        ],
        events: [...events, splitUndone(back, split.id)],
        answer,
      });
    }),
  );
}

/** The message is shown where it was written. Its copy goes; of an opening, which stays what opened the ticket, it is said. */
function movedBack(entry: Item, { id, splitFrom }: Ticket): Write[] {
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
