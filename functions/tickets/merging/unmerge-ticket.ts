import type { Context } from '../../platform/context.ts';
import { assertVersion, type Versioned } from '../../platform/contract/version.ts';
import { platformError } from '../../platform/errors.ts';
import { commit } from '../../platform/table/commit.ts';
import type { NewEvent } from '../../platform/table/new-event.ts';
import { requireCommitted } from '../../platform/table/outcome.ts';
import { retryOnStale } from '../../platform/table/retry-on-stale.ts';
import type { Table } from '../../platform/table/table.ts';
import { changesOf } from '../changes/update-ticket.ts';
import { withChanges } from '../core/lifecycle.ts';
import { ticketUpdated } from '../core/new-events.ts';
import { requireTraining, sensitiveKindsOf } from '../core/require-training.ts';
import { autoCloseWrites } from '../core/save-step.ts';
import { isUnsolved, type Ticket } from '../core/ticket.ts';
import { loadTicket, saveTicket } from '../core/ticket-store.ts';
import { ticketError } from '../errors.ts';
import { mergeUndone, ticketUnmerged } from './merge-events.ts';
import { type MergeRecord, unmergeFacts } from './merge-facts.ts';
import { loadMerges, removeMerge, UNMERGE_WINDOW_MS } from './merge-store.ts';

/**
 * Undoes a merge in one transaction: the source is restored, its messages leave the target's thread, and the
 * changes of the merge to the target are reverted where nobody changed them since. Messages that came after
 * the merge stay where they were written. The source's capacity slot was released by the merge, so it waits
 * again, with its age. Allowed for 30 days, for the person who merged it and for leads. Refuses an unknown
 * ticket with `ticket.not_found`, a stale version with `version.stale`, other people with `auth.forbidden`,
 * people without the training for the sensitive kinds of either ticket with `ticket.untrained`, and anything
 * that can no longer be undone with `ticket.unmerge_refused`.
 */
export function unmergeTicket(
  table: Table,
  sourceId: string,
  request: Versioned<object>,
  context: Context,
): Promise<Ticket> {
  return requireCommitted(
    retryOnStale(async () => {
      const source = await loadTicket(table, sourceId);
      if (!source) throw ticketError('ticket.not_found');
      assertVersion(request.version, source.version, 'the ticket');
      if (source.mergedInto === undefined) throw unmergeRefusal('The ticket is not merged.');
      const [target, records] = await Promise.all([
        loadTicket(table, source.mergedInto),
        loadMerges(table, source.mergedInto),
      ]);
      if (!target) throw ticketError('ticket.not_found');
      const undo = planUnmerge(source, target, records, context);
      const answer = undo.source;
      const kinds = [...new Set([...sensitiveKindsOf(source), ...sensitiveKindsOf(target)])];
      const trained = await requireTraining(table, kinds, context);
      return commit(table, context, {
        writes: [
          ...trained,
          saveTicket(undo.source),
          saveTicket(undo.target),
          ...autoCloseWrites(source, undo.source),
          removeMerge(target.id, source.id),
        ],
        events: undo.events,
        answer,
      });
    }),
  );
}

const unmergeRefusal = (why: string) => ticketError('ticket.unmerge_refused', why);

/** Decides on undoing a merge and plans it. `records` are the records of the target. */
function planUnmerge(
  source: Ticket,
  target: Ticket,
  records: readonly MergeRecord[],
  context: Context,
): { source: Ticket; target: Ticket; events: NewEvent[] } {
  const undone = requireUndoableMerge(source, target, records, context);
  const others = records.filter((record) => record !== undone);
  const restored = restoredSource(source, undone, context);
  const leaving = new Set([source.id, ...(source.mergedFrom ?? []).map(({ ticketId }) => ticketId)]);
  const remaining = (target.mergedFrom ?? []).filter(({ ticketId }) => !leaving.has(ticketId));
  const facts = {
    ...unmergeFacts(target, undone, others),
    mergedFrom: remaining.length > 0 ? remaining : undefined,
  };
  const next = withChanges(target, facts, context);
  const changes = changesOf(target, next);
  return {
    source: restored,
    target: next,
    events: [
      ticketUnmerged(source, restored, target.id),
      mergeUndone(next, source.id),
      ...(Object.keys(changes).length === 0 ? [] : [ticketUpdated(target, next, changes)]),
    ],
  };
}

function requireUndoableMerge(
  source: Ticket,
  target: Ticket,
  records: readonly MergeRecord[],
  { actor, now }: Context,
): MergeRecord {
  const isMerged = target.mergedFrom?.some(({ ticketId }) => ticketId === source.id);
  if (!isMerged) throw unmergeRefusal('The ticket is not merged.');
  const record = records.find(({ sourceId }) => sourceId === source.id);
  if (!record || now.getTime() >= Date.parse(record.at) + UNMERGE_WINDOW_MS)
    throw unmergeRefusal('A merge can be undone for 30 days.');
  if (actor.role === 'agent' && actor.id !== record.by) throw platformError('auth.forbidden');
  if (target.mergedInto !== undefined)
    throw unmergeRefusal(
      `The other ticket was itself merged into ${target.mergedInto}; undo that merge first.`,
    );
  return record;
}

function restoredSource(source: Ticket, { before }: MergeRecord, context: Context): Ticket {
  const { status, closesAt, assigneeId, breachAt } = before;
  const waits = isUnsolved(before) && assigneeId !== undefined;
  return withChanges(
    source,
    {
      status,
      closesAt,
      breachAt,
      closedAt: undefined,
      mergedInto: undefined,
      ...(waits ? { assigneeId: undefined, previousAssigneeId: assigneeId } : {}),
    },
    context,
  );
}
