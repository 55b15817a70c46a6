import { rejection } from '../../platform/table/refusal.ts';
import { assertCondition, type Write } from '../../platform/table/write.ts';
import { ticketError } from '../errors.ts';
import { ticketKeys } from '../keys.ts';

/** Asserts, in the transaction of what is done for it, that a ticket is there and not closed. */
export function ticketNotClosedCheck(ticketId: string): Write {
  const when = {
    expression: 'attribute_exists(pk) AND #row.#status <> :closed',
    values: { closed: 'closed' },
  };
  return assertCondition(ticketKeys.ticket(ticketId), when, (current) =>
    rejection(ticketError(current ? 'ticket.closed' : 'ticket.not_found')),
  );
}
