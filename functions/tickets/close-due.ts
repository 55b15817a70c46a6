import { claim, claimAndSchedule, type DueMessage } from '../platform/agenda/due.ts';
import { DAY_MS } from '../platform/clock.ts';
import type { Context } from '../platform/context.ts';
import { DomainError } from '../platform/errors.ts';
import { commit, whileContended } from '../platform/table/commit.ts';
import type { Table } from '../platform/table/table.ts';
import { complaintAnswered } from './complaint-answered.ts';
import { changed, close } from './lifecycle.ts';
import { closeWork } from './save-step.ts';
import { loadTicket, saveTicket } from './store.ts';
import type { Ticket } from './ticket.ts';

/** Closes a ticket that stayed solved for the whole window. One that was reopened meanwhile is left alone. */
export function closeDue(table: Table, due: DueMessage, context: Context): Promise<void> {
  return whileContended(() => closeOnce(table, due, context));
}

async function closeOnce(table: Table, due: DueMessage, context: Context): Promise<void> {
  const ticket = await loadTicket(table, String(due.data.ticketId));
  if (ticket?.status !== 'solved' || ticket.closesAt !== due.at)
    return commit(table, context, { writes: [claim(due)] });
  const step = close(ticket, 'window', {}, context);
  try {
    const writes = [claim(due), ...complaintAnswered(ticket, step), saveTicket(step.next)];
    await commit(table, context, { writes, events: step.events });
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'ticket.complaint_open') throw error;
    await putOff(table, due, ticket, context);
  }
}

/** A complaint came to light after the ticket was solved: it stays open to an answer, and is looked at again the next day. */
async function putOff(table: Table, due: DueMessage, ticket: Ticket, context: Context): Promise<void> {
  const closesAt = new Date(context.now.getTime() + DAY_MS).toISOString();
  const next = changed(ticket, { closesAt }, context);
  const writes = [claimAndSchedule(due, closeWork(ticket.id, closesAt)), saveTicket(next)];
  await commit(table, context, { writes });
}
