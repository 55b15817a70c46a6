// Keeps a ticket from being solved while its complaint waits for an answer. The fact is an item of the ticket's own, which the
// complaints capability writes in the transaction that opens or ends the complaint. It is not a field of the ticket: the
// transaction that answers a complaint writes the ticket, too, and a transaction writes each item once.
import { rejection } from '../../platform/table/refusal.ts';
import { assertCondition, put, remove, type Write } from '../../platform/table/write.ts';
import type { Step } from '../core/lifecycle.ts';
import { isUnsolved, type Ticket } from '../core/ticket.ts';
import { ticketError } from '../errors.ts';
import { ticketKeys } from '../keys.ts';

/** Notes that a ticket has an open complaint, or has none any more. */
export const setComplaintOpen = (ticketId: string, open: boolean): Write =>
  open
    ? put(ticketKeys.openComplaint(ticketId), { t: 'openComplaint' })
    : remove(ticketKeys.openComplaint(ticketId));

/**
 * Asserts, in the transaction that solves or closes a complaint's ticket, that the complaint is answered: once its ticket is
 * closed, no answer could be sent. Costs nothing on any other ticket. Refuses with `ticket.complaint_open`.
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
