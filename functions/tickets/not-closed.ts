import { DomainError } from '../platform/errors.ts';
import { keys } from '../platform/table/keys.ts';
import { holds, type Write } from '../platform/table/write.ts';

/** Asserts, in the transaction of what is done for it, that a ticket is there and not closed. */
export function notClosed(ticketId: string): Write {
  const when = {
    expression: 'attribute_exists(pk) AND #row.#status <> :closed',
    values: { closed: 'closed' },
  };
  return holds(
    keys.ticket(ticketId),
    when,
    (current) => new DomainError(current ? 'ticket.closed' : 'ticket.not_found'),
  );
}
