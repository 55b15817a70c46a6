import { rejection } from '../../platform/table/refusal.ts';
import { assertCondition, type Write } from '../../platform/table/write.ts';
import { ticketError } from '../errors.ts';
import { ticketKeys } from '../keys.ts';

/** Checks that a ticket exists and is not closed. Refuses with `ticket.not_found` or `ticket.closed`. */
export function ticketNotClosedCheck(ticketId: string): Write {
  const when = {
    expression: 'attribute_exists(pk) AND #row.#status <> :closed',
    values: { closed: 'closed' },
  };
  return assertCondition(ticketKeys.ticket(ticketId), when, (current) =>
    rejection(ticketError(current ? 'ticket.closed' : 'ticket.not_found')),
  );
}
