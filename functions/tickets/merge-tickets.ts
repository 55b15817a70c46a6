import type { Context } from '../platform/context.ts';
import { type ExpectedVersion, needVersion } from '../platform/contract/version.ts';
import { DomainError } from '../platform/errors.ts';
import type { NewEvent } from '../platform/events/new-event.ts';
import { commit, whileContended } from '../platform/table/commit.ts';
import type { Table } from '../platform/table/table.ts';
import { ticketMerged } from './casework-events.ts';
import { statusChanged, ticketUpdated } from './events.ts';
import { MAX_HOPS } from './follow-merges.ts';
import { changed, close } from './lifecycle.ts';
import { type MergeRecord, mergeFacts } from './merged-facts.ts';
import { loadMerges, saveMerge } from './merges.ts';
import { closing } from './save-step.ts';
import { kindsOf, needTrained } from './sensitive-lane.ts';
import { loadTicket, saveTicket } from './store.ts';
import { isUnsolved, type MergedTicket, type Ticket } from './ticket.ts';
import { changesOf } from './update-ticket.ts';

/** Each merged ticket is one more Query of the thread. */
export const MAX_MERGED = 20;

export interface MergeRequest {
  into: string;
  version: ExpectedVersion;
  reason?: string | undefined;
}

/**
 * Merges a ticket into another of the same customer, in one transaction: it is closed and points to the other, whose thread
 * shows its messages from then on. Answers the ticket that goes on.
 * Refuses an unknown ticket with `ticket.not_found`, a stale version with `version.stale`, a closed source with
 * `ticket.closed`, people who are not trained for what either is sensitive by with `ticket.untrained`, anything else with
 * `ticket.merge_refused`. Of two tickets that are merged into each other at the same
 * time one merge wins; messages that arrive on the target meanwhile do not disturb it.
 */
export function mergeTickets(
  table: Table,
  sourceId: string,
  request: MergeRequest,
  context: Context,
): Promise<Ticket> {
  return whileContended(async () => {
    const [source, target, records] = await Promise.all([
      loadTicket(table, sourceId),
      loadTicket(table, request.into),
      loadMerges(table, request.into),
    ]);
    if (!source || !target) throw new DomainError('ticket.not_found');
    needVersion(request.version, source.version, 'the ticket');
    const merge = merged(source, target, records, request.reason, context);
    const answer = merge.target;
    const trained = await needTrained(table, kindsOf(merge.target), context);
    await commit(table, context, {
      writes: [
        ...trained,
        saveTicket(merge.source),
        saveTicket(merge.target),
        ...closing(source, merge.source),
        saveMerge(target.id, merge.record, context.now),
      ],
      events: merge.events,
      answer,
    });
    return answer;
  });
}

export interface Merge {
  source: Ticket;
  target: Ticket;
  record: MergeRecord;
  events: NewEvent[];
}

/** The rule of a merge, pure. */
export function merged(
  source: Ticket,
  target: Ticket,
  records: readonly MergeRecord[],
  reason: string | undefined,
  context: Context,
): Merge {
  if (source.status === 'closed') throw new DomainError('ticket.closed');
  const why = whyNot(source, target);
  if (why !== undefined) throw new DomainError('ticket.merge_refused', why);
  const at = context.now.toISOString();
  const { change, kept } = mergeFacts(target, source, records, at);
  const gone = close(source, 'merged', { mergedInto: target.id }, context);
  const next = changed(target, { ...change, mergedFrom: mergedFrom(source, target, at) }, context);
  const { status, closesAt, assigneeId, breachAt } = source;
  return {
    source: gone.next,
    target: next,
    record: {
      sourceId: source.id,
      at,
      by: context.actor.id,
      before: { status, closesAt, assigneeId, breachAt },
      ...kept,
    },
    events: [...gone.events, ...told(target, next, source.id, reason)],
  };
}

function whyNot(source: Ticket, target: Ticket): string | undefined {
  if (source.id === target.id) return 'a ticket cannot be merged into itself';
  if (source.customerId !== target.customerId) return 'the tickets are of two customers';
  if (target.status === 'closed') return 'the other ticket is closed';
  if (target.unverified && !source.unverified)
    return 'the other ticket was opened by an unverified sender: confirm them first, or merge it into this one';
  if (isUnsolved(source) && !isUnsolved(target))
    return 'the other ticket is solved and this one is not: reopen that one first';
  const all = mergedFrom(source, target, '');
  if (all.length > MAX_MERGED) return `a ticket takes at most ${MAX_MERGED} others`;
  if (all.some((entry) => hopsOf(entry, all) > MAX_HOPS)) return 'too many merges of merges';
  return undefined;
}

function mergedFrom(source: Ticket, target: Ticket, at: string): MergedTicket[] {
  const entry = { ticketId: source.id, into: target.id, at, beganAt: source.beganAt ?? source.openedAt };
  return [...(target.mergedFrom ?? []), entry, ...(source.mergedFrom ?? [])];
}

function hopsOf({ into }: MergedTicket, all: readonly MergedTicket[]): number {
  const via = all.find(({ ticketId }) => ticketId === into);
  return via ? 1 + hopsOf(via, all) : 1;
}

/** What the target tells: the merge, and as separate facts what others listen for. */
function told(before: Ticket, after: Ticket, sourceId: string, reason: string | undefined): NewEvent[] {
  const changes = changesOf(before, after);
  const moved = { ...before, status: after.status };
  return [
    ticketMerged(before, before, sourceId, reason),
    ...(before.status === after.status ? [] : [statusChanged(before, moved)]),
    ...(Object.keys(changes).length === 0 ? [] : [ticketUpdated(moved, after, changes)]),
  ];
}
