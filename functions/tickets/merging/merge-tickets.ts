import type { Context } from '../../platform/context.ts';
import { assertVersion, type ExpectedVersion } from '../../platform/contract/version.ts';
import { commit } from '../../platform/table/commit.ts';
import type { NewEvent } from '../../platform/table/new-event.ts';
import { requireCommitted } from '../../platform/table/outcome.ts';
import { retryOnStale } from '../../platform/table/retry-on-stale.ts';
import type { Table } from '../../platform/table/table.ts';
import { changesOf } from '../changes/update-ticket.ts';
import { MAX_MERGE_HOPS } from '../core/follow-merges.ts';
import { close, withChanges } from '../core/lifecycle.ts';
import { statusChanged, ticketUpdated } from '../core/new-events.ts';
import { requireTraining, sensitiveKindsOf } from '../core/require-training.ts';
import { autoCloseWrites } from '../core/save-step.ts';
import { isUnsolved, type MergedTicket, type Ticket } from '../core/ticket.ts';
import { loadTicket, saveTicket } from '../core/ticket-store.ts';
import { ticketError } from '../errors.ts';
import { ticketMerged } from './merge-events.ts';
import { type MergeRecord, mergeFacts } from './merge-facts.ts';
import { loadMerges, saveMerge } from './merge-store.ts';

/** Each merged ticket adds a Query to reading the thread. */
const MAX_MERGED_TICKETS = 20;

export interface MergeRequest {
  into: string;
  version: ExpectedVersion;
  reason?: string | undefined;
}

/**
 * Merges a ticket into another ticket of the same customer in one transaction: the source is closed and
 * points to the target, whose thread shows its messages from then on. Returns the target. Refuses an unknown
 * ticket with `ticket.not_found`, a stale version with `version.stale`, a closed source with `ticket.closed`,
 * people without the training for the sensitive kinds of either ticket with `ticket.untrained`, and anything
 * else with `ticket.merge_refused`. When two tickets are merged into each other at the same time, one merge
 * succeeds. Messages that arrive on the target meanwhile do not disturb the merge.
 */
export function mergeTickets(
  table: Table,
  sourceId: string,
  request: MergeRequest,
  context: Context,
): Promise<Ticket> {
  return requireCommitted(
    retryOnStale(async () => {
      const [source, target, records] = await Promise.all([
        loadTicket(table, sourceId),
        loadTicket(table, request.into),
        loadMerges(table, request.into),
      ]);
      if (!source || !target) throw ticketError('ticket.not_found');
      assertVersion(request.version, source.version, 'the ticket');
      const merge = planMerge(source, target, records, request.reason, context);
      const answer = merge.target;
      const trained = await requireTraining(table, sensitiveKindsOf(merge.target), context);
      return commit(table, context, {
        writes: [
          ...trained,
          saveTicket(merge.source),
          saveTicket(merge.target),
          ...autoCloseWrites(source, merge.source),
          saveMerge(target.id, merge.record, context.now),
        ],
        events: merge.events,
        answer,
      });
    }),
  );
}

interface MergePlan {
  source: Ticket;
  target: Ticket;
  record: MergeRecord;
  events: NewEvent[];
}

/** Decides on a merge and plans it. */
function planMerge(
  source: Ticket,
  target: Ticket,
  records: readonly MergeRecord[],
  reason: string | undefined,
  context: Context,
): MergePlan {
  if (source.status === 'closed') throw ticketError('ticket.closed');
  const why = mergeRefusalReason(source, target);
  if (why !== undefined) throw ticketError('ticket.merge_refused', why);
  const at = context.now.toISOString();
  const { change, kept } = mergeFacts(target, source, records, at);
  const closed = close(source, 'merged', { mergedInto: target.id }, context);
  const next = withChanges(target, { ...change, mergedFrom: mergedFrom(source, target, at) }, context);
  const { status, closesAt, assigneeId, breachAt } = source;
  return {
    source: closed.next,
    target: next,
    record: {
      sourceId: source.id,
      at,
      by: context.actor.id,
      before: { status, closesAt, assigneeId, breachAt },
      ...kept,
    },
    events: [...closed.events, ...targetEvents(target, next, source.id, reason)],
  };
}

function mergeRefusalReason(source: Ticket, target: Ticket): string | undefined {
  if (source.id === target.id) return 'A ticket cannot be merged into itself.';
  if (source.customerId !== target.customerId) return 'The tickets belong to different customers.';
  if (target.status === 'closed') return 'The other ticket is closed.';
  if (target.unverified && !source.unverified)
    return 'The sender of the other ticket is unverified; confirm the sender first, or merge that ticket into this one.';
  if (isUnsolved(source) && !isUnsolved(target))
    return 'the other ticket is solved and this one is not: reopen that one first';
  const all = mergedFrom(source, target, '');
  if (all.length > MAX_MERGED_TICKETS) return `a ticket takes at most ${MAX_MERGED_TICKETS} others`;
  if (all.some((entry) => hopsOf(entry, all) > MAX_MERGE_HOPS)) return 'too many merges of merges';
  return undefined;
}

function mergedFrom(source: Ticket, target: Ticket, at: string): MergedTicket[] {
  const entry = {
    ticketId: source.id,
    into: target.id,
    at,
    firstMessageAt: source.firstMessageAt ?? source.openedAt,
  };
  return [...(target.mergedFrom ?? []), entry, ...(source.mergedFrom ?? [])];
}

function hopsOf({ into }: MergedTicket, all: readonly MergedTicket[]): number {
  const via = all.find(({ ticketId }) => ticketId === into);
  return via ? 1 + hopsOf(via, all) : 1;
}

/**
 * Returns the events of the target: the merge, and the resulting changes as the events that other consumers
 * subscribe to.
 */
function targetEvents(
  before: Ticket,
  after: Ticket,
  sourceId: string,
  reason: string | undefined,
): NewEvent[] {
  const changes = changesOf(before, after);
  const moved = { ...before, status: after.status };
  return [
    ticketMerged(before, before, sourceId, reason),
    ...(before.status === after.status ? [] : [statusChanged(before, moved)]),
    ...(Object.keys(changes).length === 0 ? [] : [ticketUpdated(moved, after, changes)]),
  ];
}
