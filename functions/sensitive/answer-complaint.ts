import type { Context } from '../platform/context.ts';
import { needVersion, type Versioned } from '../platform/contract/version.ts';
import { DomainError } from '../platform/errors.ts';
import { appendEvent } from '../platform/events/new-event.ts';
import type { Table } from '../platform/table/table.ts';
import { addMessage } from '../tickets/index.ts';
import { acknowledged, type Complaint, responded } from './complaint.ts';
import { complaintAcknowledged, complaintResponded } from './events.ts';
import { loadComplaint, saveComplaint } from './store.ts';
import { leftOpen } from './templates.ts';
import { mustBeTrained } from './trained.ts';

type Letter = Versioned<{ ticketId: string; message: string }>;

/**
 * Sends the written acknowledgement: the message to the customer and the complaint's new state are one transaction. Refuses
 * agents who are not trained with `ticket.not_found`, leads who are not, and whoever loses the training meanwhile, with
 * `ticket.untrained`, a complaint that was acknowledged or is over with `complaint.settled`, a stale version, and a letter with
 * a place left to fill in with `request.invalid`.
 */
export async function acknowledge(table: Table, letter: Letter, context: Context): Promise<Complaint> {
  const current = await begin(table, letter, context);
  const next = acknowledged(current, context.now.toISOString());
  return send(table, letter, next, complaintAcknowledged(next), context);
}

/** Sends the summary or the final response, whichever the day asks for, and resolves the complaint. Refuses as `acknowledge`. */
export async function respond(
  table: Table,
  letter: Letter & Pick<NonNullable<Complaint['response']>, 'outcome' | 'redress'>,
  context: Context,
): Promise<Complaint> {
  const current = await begin(table, letter, context);
  const { outcome, redress } = letter;
  const at = context.now.toISOString();
  const next = responded(current, { outcome, redress, at, by: context.actor.id });
  return send(table, letter, next, complaintResponded(next), context);
}

async function begin(
  table: Table,
  { ticketId, message, version }: Letter,
  context: Context,
): Promise<Complaint> {
  const open = leftOpen(message);
  if (open !== undefined) {
    const issue = { path: 'body.message', message: `still has ${open} to be filled in` };
    throw new DomainError('request.invalid', 'the letter is not finished', [issue]);
  }
  const complaint = await complaintFor(table, ticketId, context);
  needVersion(version, complaint.version, 'the complaint');
  return complaint;
}

/** The complaint of a ticket, for people who may see it. */
export async function complaintFor(table: Table, ticketId: string, context: Context): Promise<Complaint> {
  const [complaint] = await Promise.all([
    loadComplaint(table, ticketId),
    mustBeTrained(table, ['complaint'], context),
  ]);
  if (!complaint) throw new DomainError('complaint.not_found');
  return complaint;
}

async function send(
  table: Table,
  { ticketId, message }: Letter,
  next: Complaint,
  event: Parameters<typeof appendEvent>[0],
  context: Context,
): Promise<Complaint> {
  const also = [...saveComplaint(next, context.now.toISOString()), appendEvent(event, context)];
  await addMessage(
    table,
    {
      ticketId,
      message,
      visibility: 'public',
      automatic: false,
      trainedFor: ['complaint'],
      also,
      answer: next,
    },
    context,
  );
  return next;
}
