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
 * Sends the written acknowledgement: the message to the customer and the complaint's new state are one transaction. Refuses
 * agents who are not trained with `ticket.not_found`, leads who are not, and whoever loses the training meanwhile, with
 * `ticket.untrained`, a complaint that was acknowledged or is over with `complaint.settled`, a stale version, and a letter with
 * a place left to fill in with `request.invalid`.
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

/** Sends the summary or the final response, whichever the day asks for, and resolves the complaint. Refuses as `acknowledge`. */
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
  const open = unfilledPlaceholder(message);
  if (open !== undefined) {
    const issue = { path: 'body.message', message: `still has the placeholder ${open}` };
    throw platformError('request.invalid', 'Fill in the placeholders of the letter.', [issue]);
  }
  const complaint = await requireComplaint(table, ticketId, context);
  assertVersion(version, complaint.version, 'the complaint');
  return complaint;
}

/** The complaint of a ticket, for people who may see it. */
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
