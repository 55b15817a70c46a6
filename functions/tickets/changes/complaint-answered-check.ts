import { keys } from '../../platform/table/keys.ts';
import { assertCondition, type Write } from '../../platform/table/write.ts';
import type { Step } from '../core/lifecycle.ts';
import { isUnsolved, type Ticket } from '../core/ticket.ts';
import { ticketError } from '../errors.ts';

/**
 * Asserts, in the transaction that solves or closes a complaint's ticket, that the complaint is answered: once its ticket is
 * closed, no answer could be sent. Costs nothing on any other ticket. Refuses with `ticket.complaint_open`.
 */
export function complaintAnsweredCheck(before: Ticket, { next }: Step): Write[] {
  const isComplaint = before.sensitive?.kinds.includes('complaint') ?? false;
  if (!isComplaint || isUnsolved(next) || next.mergedInto !== undefined) return [];
  const when = {
    expression: 'attribute_not_exists(pk) OR #row.#state <> :open',
    values: { open: 'open' },
  };
  return [assertCondition(keys.complaint(next.id), when, () => ticketError('ticket.complaint_open'))];
}
