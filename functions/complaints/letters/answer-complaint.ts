import type { Context } from '../../platform/context.ts';
import { assertVersion, type Versioned } from '../../platform/contract/version.ts';
import { platformError } from '../../platform/errors.ts';
import { appendEvent } from '../../platform/table/new-event.ts';
import { requireCommitted } from '../../platform/table/outcome.ts';
import type { Table } from '../../platform/table/table.ts';
import { commitMessage } from '../../tickets/index.ts';
import { complaintError } from '../errors.ts';
import { type Complaint, markAcknowledged, markResponded } from '../lifecycle/complaint.ts';
import { loadComplaint, saveComplaint } from '../lifecycle/complaint-store.ts';
import { complaintAcknowledged, complaintResponded } from '../new-events.ts';
import { requireSensitiveAccess } from '../require-sensitive-access.ts';
import { unfilledPlaceholder } from './letter-templates.ts';

type LetterRequest = Versioned<{ ticketId: string; message: string }>;

/**
 * Sends the written acknowledgement: the message to the customer and the complaint's new state are one
 * transaction. Refuses untrained agents with `ticket.not_found`; untrained leads, and anybody who loses the
 * training meanwhile, with `ticket.untrained`; a complaint that is already acknowledged or over with
 * `complaint.settled`; a stale version with `version.stale`; a letter with an unfilled placeholder with
 * `request.invalid`.
 */
export async function acknowledgeComplaint(
  table: Table,
  letter: LetterRequest,
  context: Context,
): Promise<Complaint> {
  const current = await loadForLetter(table, letter, context);
  const next = markAcknowledged(current, context.now.toISOString());
  return sendLetter(table, letter, next, complaintAcknowledged(next), context);
}

/**
 * Sends the response and resolves the complaint. It is a summary until the third business day closes, a final
 * response after that. Refuses as `acknowledgeComplaint` does.
 */
export async function respondToComplaint(
  table: Table,
  letter: LetterRequest & Pick<NonNullable<Complaint['response']>, 'outcome' | 'redress'>,
  context: Context,
): Promise<Complaint> {
  const current = await loadForLetter(table, letter, context);
  const { outcome, redress } = letter;
  const at = context.now.toISOString();
  const next = markResponded(current, { outcome, redress, at, by: context.actor.id });
  return sendLetter(table, letter, next, complaintResponded(next, next.response), context);
}

async function loadForLetter(
  table: Table,
  { ticketId, message, version }: LetterRequest,
  context: Context,
): Promise<Complaint> {
  const placeholder = unfilledPlaceholder(message);
  if (placeholder !== undefined) {
    const issue = { path: 'body.message', message: `still has the placeholder ${placeholder}` };
    throw platformError('request.invalid', 'Fill in the placeholders of the letter.', [issue]);
  }
  const complaint = await requireComplaint(table, ticketId, context);
  assertVersion(version, complaint.version, 'the complaint');
  return complaint;
}

/**
 * Returns the complaint of a ticket. Refuses untrained agents with `ticket.not_found`, and a ticket without a
 * complaint with `complaint.not_found`.
 */
export async function requireComplaint(table: Table, ticketId: string, context: Context): Promise<Complaint> {
  const [complaint] = await Promise.all([
    loadComplaint(table, ticketId),
    requireSensitiveAccess(table, ['complaint'], context),
  ]);
  if (!complaint) throw complaintError('complaint.not_found');
  return complaint;
}

function sendLetter(
  table: Table,
  { ticketId, message }: LetterRequest,
  next: Complaint,
  event: Parameters<typeof appendEvent>[0],
  context: Context,
): Promise<Complaint> {
  const also = [...saveComplaint(next, context.now.toISOString()), appendEvent(event, context)];
  return requireCommitted(
    commitMessage(
      table,
      { ticketId, message, visibility: 'public', automatic: false, trainedFor: ['complaint'], also },
      context,
      () => next,
    ),
  );
}
