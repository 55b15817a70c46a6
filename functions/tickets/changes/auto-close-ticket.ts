import { DAY_MS } from '../../platform/clock.ts';
import type { Context } from '../../platform/context.ts';
import { claim, claimAndReschedule, type DueMessage } from '../../platform/scheduling/timed-work.ts';
import { commit, retryOnContention } from '../../platform/table/commit.ts';
import type { Table } from '../../platform/table/table.ts';
import { close, withChanges } from '../core/lifecycle.ts';
import { autoCloseWork } from '../core/save-step.ts';
import type { Ticket } from '../core/ticket.ts';
import { loadTicket, saveTicket } from '../core/ticket-store.ts';
import { ticketError } from '../errors.ts';
import { complaintAnsweredCheck } from './complaint-answered-check.ts';

/** Closes a ticket that stayed solved for the whole window. One that was reopened meanwhile is left alone. */
export function autoCloseTicket(table: Table, due: DueMessage, context: Context): Promise<void> {
  return retryOnContention(() => closeOnce(table, due, context));
}

async function closeOnce(table: Table, due: DueMessage, context: Context): Promise<void> {
  const ticket = await loadTicket(table, String(due.data.ticketId));
  if (ticket?.status !== 'solved' || ticket.closesAt !== due.at)
    return commit(table, context, { writes: [claim(due)] });
  const step = close(ticket, 'window', {}, context);
  try {
    const writes = [claim(due), ...complaintAnsweredCheck(ticket, step), saveTicket(step.next)];
    await commit(table, context, { writes, events: step.events });
  } catch (error) {
    if (!ticketError.is(error, 'ticket.complaint_open')) throw error;
    await postponeAutoClose(table, due, ticket, context);
  }
}

/** A complaint came to light after the ticket was solved: it stays open to an answer, and is looked at again the next day. */
async function postponeAutoClose(
  table: Table,
  due: DueMessage,
  ticket: Ticket,
  context: Context,
): Promise<void> {
  const closesAt = new Date(context.now.getTime() + DAY_MS).toISOString();
  const next = withChanges(ticket, { closesAt }, context);
  const writes = [claimAndReschedule(due, autoCloseWork(ticket.id, closesAt)), saveTicket(next)];
  await commit(table, context, { writes });
}
