import { DomainError } from '../../platform/errors.ts';
import { keys } from '../../platform/table/keys.ts';
import { rejection } from '../../platform/table/refusal.ts';
import { assertCondition, type Write } from '../../platform/table/write.ts';

/** Asserts, in the transaction of what is done for it, that a ticket is there and not closed. */
export function ticketNotClosedCheck(ticketId: string): Write {
  const when = {
    expression: 'attribute_exists(pk) AND #row.#status <> :closed',
    values: { closed: 'closed' },
  };
  return assertCondition(keys.ticket(ticketId), when, (current) =>
    rejection(new DomainError(current ? 'ticket.closed' : 'ticket.not_found')),
  );
}
