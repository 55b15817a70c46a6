import type { Context } from '../platform/context.ts';
import { DomainError } from '../platform/errors.ts';
import { whileContended } from '../platform/table/commit.ts';
import type { Table } from '../platform/table/table.ts';
import { complaintAnswered } from './complaint-answered.ts';
import { moveTo } from './lifecycle.ts';
import { saveStep } from './save-step.ts';
import { loadTicket } from './store.ts';
import type { Status, Ticket } from './ticket.ts';

/**
 * Moves a ticket to another status, on the version that the caller read: a stale one is `version.stale`, an unknown
 * ticket `ticket.not_found`, a move that the state machine does not know `ticket.transition_refused`, and solving or closing
 * one whose complaint waits for its answer `ticket.complaint_open`.
 */
export function changeStatus(
  table: Table,
  input: { ticketId: string; status: Status; version: number },
  context: Context,
): Promise<Ticket> {
  return whileContended(() => changeOnce(table, input, context));
}

async function changeOnce(
  table: Table,
  input: { ticketId: string; status: Status; version: number },
  context: Context,
): Promise<Ticket> {
  const ticket = await loadTicket(table, input.ticketId);
  if (!ticket) throw new DomainError('ticket.not_found');
  if (ticket.version !== input.version)
    throw new DomainError('version.stale', `the ticket is at version ${ticket.version}`);
  const step = moveTo(ticket, input.status, context);
  const answer = step.next;
  await saveStep(table, ticket, step, context, { answer, also: complaintAnswered(ticket, step) });
  return answer;
}
