import type { Context } from '../../platform/context.ts';
import { assertVersion, type Versioned } from '../../platform/contract/version.ts';
import { type Outcome, requireCommitted } from '../../platform/table/outcome.ts';
import { retryOnStale } from '../../platform/table/retry-on-stale.ts';
import type { Table } from '../../platform/table/table.ts';
import { moveToStatus } from '../core/lifecycle.ts';
import { requireTraining, sensitiveKindsOf } from '../core/require-training.ts';
import { saveStep } from '../core/save-step.ts';
import type { Status, Ticket } from '../core/ticket.ts';
import { loadTicket } from '../core/ticket-store.ts';
import { ticketError } from '../errors.ts';
import { complaintAnsweredCheck } from './open-complaint.ts';

/**
 * Changes the status of a ticket on the version that the caller read. Refuses a stale version with
 * `version.stale`, an unknown ticket with `ticket.not_found`, a transition that the state machine does not
 * allow with `ticket.transition_refused`, and solving or closing a ticket whose complaint is unanswered with
 * `ticket.complaint_open`. On a sensitive ticket it refuses people without the training with
 * `ticket.untrained`, and machines with `ticket.person_only`.
 */
export function changeStatus(
  table: Table,
  input: Versioned<{ ticketId: string; status: Status }>,
  context: Context,
): Promise<Ticket> {
  return requireCommitted(retryOnStale(() => changeOnce(table, input, context)));
}

async function changeOnce(
  table: Table,
  input: Versioned<{ ticketId: string; status: Status }>,
  context: Context,
): Promise<Outcome<Ticket>> {
  const ticket = await loadTicket(table, input.ticketId);
  if (!ticket) throw ticketError('ticket.not_found');
  assertVersion(input.version, ticket.version, 'the ticket');
  const step = moveToStatus(ticket, input.status, context);
  const answer = step.next;
  const trained = await requireTraining(table, sensitiveKindsOf(ticket), context);
  const also = [...complaintAnsweredCheck(ticket, step), ...trained];
  return saveStep(table, ticket, step, context, { answer, also });
}
