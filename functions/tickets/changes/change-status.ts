import type { Context } from '../../platform/context.ts';
import { assertVersion, type Versioned } from '../../platform/contract/version.ts';
import { retryOnContention } from '../../platform/table/commit.ts';
import type { Table } from '../../platform/table/table.ts';
import { moveToStatus } from '../core/lifecycle.ts';
import { requireTraining, sensitiveKindsOf } from '../core/require-training.ts';
import { saveStep } from '../core/save-step.ts';
import type { Status, Ticket } from '../core/ticket.ts';
import { loadTicket } from '../core/ticket-store.ts';
import { ticketError } from '../errors.ts';
import { complaintAnsweredCheck } from './complaint-answered-check.ts';

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
  return retryOnContention(() => changeOnce(table, input, context));
}

async function changeOnce(
  table: Table,
  input: Versioned<{ ticketId: string; status: Status }>,
  context: Context,
): Promise<Ticket> {
  const ticket = await loadTicket(table, input.ticketId);
  if (!ticket) throw ticketError('ticket.not_found');
  assertVersion(input.version, ticket.version, 'the ticket');
  const step = moveToStatus(ticket, input.status, context);
  const answer = step.next;
  const trained = await requireTraining(table, sensitiveKindsOf(ticket), context);
  const also = [...complaintAnsweredCheck(ticket, step), ...trained];
  await saveStep(table, ticket, step, context, { answer, also });
  return answer;
}
