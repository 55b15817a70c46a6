import { DAY_MS } from '../../platform/clock.ts';
import type { Context } from '../../platform/context.ts';
import { claim, claimAndReschedule, type DueMessage } from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import { type Outcome, refusalIn, requireApplied } from '../../platform/table/outcome.ts';
import { retryOnStale } from '../../platform/table/retry-on-stale.ts';
import type { Table } from '../../platform/table/table.ts';
import { close, withChanges } from '../core/lifecycle.ts';
import { autoCloseWork } from '../core/save-step.ts';
import type { Ticket } from '../core/ticket.ts';
import { loadTicket, saveTicket } from '../core/ticket-store.ts';
import { complaintAnsweredCheck } from './open-complaint.ts';

/**
 * Closes a ticket that stayed solved for the whole window. Leaves a ticket alone that was reopened meanwhile.
 */
export async function autoCloseTicket(table: Table, due: DueMessage, context: Context): Promise<void> {
  await requireApplied(retryOnStale(() => closeOnce(table, due, context)));
}

async function closeOnce(table: Table, due: DueMessage, context: Context): Promise<Outcome<undefined>> {
  const ticket = await loadTicket(table, String(due.data.ticketId));
  if (ticket?.status !== 'solved' || ticket.closesAt !== due.at)
    return commit(table, context, { writes: [claim(due)] });
  const step = close(ticket, 'window', {}, context);
  const writes = [claim(due), ...complaintAnsweredCheck(ticket, step), saveTicket(step.next)];
  const outcome = await commit(table, context, { writes, events: step.events });
  const refusal = refusalIn(outcome);
  const blockedByComplaint = refusal?.kind === 'error' && refusal.error.code === 'ticket.complaint_open';
  return blockedByComplaint ? postponeAutoClose(table, due, ticket, context) : outcome;
}

/** Postpones the automatic close by a day, because the ticket's complaint has no response yet. */
function postponeAutoClose(
  table: Table,
  due: DueMessage,
  ticket: Ticket,
  context: Context,
): Promise<Outcome<undefined>> {
  const closesAt = new Date(context.now.getTime() + DAY_MS).toISOString();
  const next = withChanges(ticket, { closesAt }, context);
  const writes = [claimAndReschedule(due, autoCloseWork(ticket.id, closesAt)), saveTicket(next)];
  return commit(table, context, { writes });
}
