import { DomainError } from '../../platform/errors.ts';
import { keys } from '../../platform/table/keys.ts';
import { assertCondition, type Write } from '../../platform/table/write.ts';

/** Asserts, in the transaction of what is done for it, that a ticket is there and not closed. */
export function ticketNotClosedCheck(ticketId: string): Write {
  const when = {
    expression: 'attribute_exists(pk) AND #row.#status <> :closed',
    values: { closed: 'closed' },
  };
  return assertCondition(
    keys.ticket(ticketId),
    when,
    (current) => new DomainError(current ? 'ticket.closed' : 'ticket.not_found'),
  );
}
