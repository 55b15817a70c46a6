// Prevents a ticket from being solved or closed while its complaint is unanswered. The fact is an item of its
// own in the ticket's partition; the complaints capability writes it in the transaction that opens or ends
// the complaint. It is not a field of the ticket, because the transaction that answers a complaint also
// writes the ticket, and a transaction can write each item only once.
import { rejection } from '../../platform/table/refusal.ts';
import { assertCondition, put, remove, type Write } from '../../platform/table/write.ts';
import type { Step } from '../core/lifecycle.ts';
import { isUnsolved, type Ticket } from '../core/ticket.ts';
import { ticketError } from '../errors.ts';
import { ticketKeys } from '../keys.ts';

/** Records that a ticket has an open complaint, or no longer has one. */
export const setComplaintOpen = (ticketId: string, open: boolean): Write =>
  open
    ? put(ticketKeys.openComplaint(ticketId), { t: 'openComplaint' })
    : remove(ticketKeys.openComplaint(ticketId));

/**
 * Checks, in the transaction that solves or closes the ticket of a complaint, that the complaint was
 * answered: no answer can be sent on a closed ticket. Adds nothing to other tickets. Refuses with
 * `ticket.complaint_open`.
 */
export function complaintAnsweredCheck(before: Ticket, { next }: Step): Write[] {
  const isComplaint = before.sensitive?.kinds.includes('complaint') ?? false;
  if (!isComplaint || isUnsolved(next) || next.mergedInto !== undefined) return [];
  const none = { expression: 'attribute_not_exists(pk)' };
  return [
    assertCondition(ticketKeys.openComplaint(next.id), none, () =>
      rejection(ticketError('ticket.complaint_open')),
    ),
  ];
}
