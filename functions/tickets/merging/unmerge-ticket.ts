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
 * Takes a merge back, in one transaction: the ticket is what it was, its messages leave the other thread, and what the merge
 * changed on the other ticket is put back where nobody changed it since. Messages that came after the merge stay where they
 * were written. The agent who had the ticket has given its place away by then: it waits again, with its age.
 * Whoever merged, and leads, may do so for 30 days. Refuses an unknown ticket with `ticket.not_found`, a stale version with
 * `version.stale`, others with `auth.forbidden`, people who are not trained for what either ticket is sensitive by with
 * `ticket.untrained`, and everything that is no such merge any more with `ticket.unmerge_refused`.
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
      if (source.mergedInto === undefined) throw refused('The ticket is not merged.');
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

const refused = (why: string) => ticketError('ticket.unmerge_refused', why);

/** The rule of taking a merge back, pure. `records` are those of the target. */
function planUnmerge(
  source: Ticket,
  target: Ticket,
  records: readonly MergeRecord[],
  context: Context,
): { source: Ticket; target: Ticket; events: NewEvent[] } {
  const undone = requireUndoableMerge(source, target, records, context);
  const others = records.filter((record) => record !== undone);
  const back = restoredSource(source, undone, context);
  const inside = new Set([source.id, ...(source.mergedFrom ?? []).map(({ ticketId }) => ticketId)]);
  const left = (target.mergedFrom ?? []).filter(({ ticketId }) => !inside.has(ticketId));
  const facts = { ...unmergeFacts(target, undone, others), mergedFrom: left.length > 0 ? left : undefined };
  const next = withChanges(target, facts, context);
  const changes = changesOf(target, next);
  return {
    source: back,
    target: next,
    events: [
      ticketUnmerged(source, back, target.id),
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
  if (!isMerged) throw refused('The ticket is not merged.');
  const record = records.find(({ sourceId }) => sourceId === source.id);
  if (!record || now.getTime() >= Date.parse(record.at) + UNMERGE_WINDOW_MS)
    throw refused('A merge can be undone for 30 days.');
  if (actor.role === 'agent' && actor.id !== record.by) throw platformError('auth.forbidden');
  if (target.mergedInto !== undefined)
    throw refused(`The other ticket was itself merged into ${target.mergedInto}; undo that merge first.`);
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
