import { DomainError } from '../platform/errors.ts';
import { keys } from '../platform/table/keys.ts';
import { update, type Write } from '../platform/table/write.ts';
import { listPlace } from './store.ts';
import type { Ticket } from './ticket.ts';

/**
 * Notes on a ticket when its next promise is broken, or that none is live, and moves it to its place in the list. Refuses
 * with `write.contended` when it stands elsewhere by now. It does not raise the version: what people see of the ticket is
 * what they saw, and a change of theirs must not fail for it. That no change writes an older time back over it is a
 * condition of `saveTicket`.
 */
export function setBreachTime(ticket: Ticket, breachAt: string | undefined): Write {
  const from = listPlace(ticket);
  const to = listPlace({ ...ticket, breachAt });
  const moves = to.listPk !== from.listPk || to.listSk !== from.listSk;
  return update(
    keys.ticket(ticket.id),
    { set: { 'row.breachAt': breachAt, ...(moves ? to : {}) } },
    { expression: '#listPk = :listPk AND #listSk = :listSk', values: { ...from } },
    () => new DomainError('write.contended'),
  );
}
