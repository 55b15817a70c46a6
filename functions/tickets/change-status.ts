import type { Context } from '../platform/context.ts';
import { needVersion, type Versioned } from '../platform/contract/version.ts';
import { DomainError } from '../platform/errors.ts';
import { whileContended } from '../platform/table/commit.ts';
import type { Table } from '../platform/table/table.ts';
import { complaintAnswered } from './complaint-answered.ts';
import { moveTo } from './lifecycle.ts';
import { saveStep } from './save-step.ts';
import { kindsOf, needTrained } from './sensitive-lane.ts';
import { loadTicket } from './store.ts';
import type { Status, Ticket } from './ticket.ts';

/**
 * Moves a ticket to another status, on the version that the caller read: a stale one is `version.stale`, an unknown
 * ticket `ticket.not_found`, a move that the state machine does not know `ticket.transition_refused`, and solving or closing
 * one whose complaint waits for its answer `ticket.complaint_open`. Of a sensitive ticket it refuses whoever is not trained for
 * it with `ticket.untrained`, and machines with `ticket.person_only`.
 */
export function changeStatus(
  table: Table,
  input: Versioned<{ ticketId: string; status: Status }>,
  context: Context,
): Promise<Ticket> {
  return whileContended(() => changeOnce(table, input, context));
}

async function changeOnce(
  table: Table,
  input: Versioned<{ ticketId: string; status: Status }>,
  context: Context,
): Promise<Ticket> {
  const ticket = await loadTicket(table, input.ticketId);
  if (!ticket) throw new DomainError('ticket.not_found');
  needVersion(input.version, ticket.version, 'the ticket');
  const step = moveTo(ticket, input.status, context);
  const answer = step.next;
  const trained = await needTrained(table, kindsOf(ticket), context);
  const also = [...complaintAnswered(ticket, step), ...trained];
  await saveStep(table, ticket, step, context, { answer, also });
  return answer;
}
