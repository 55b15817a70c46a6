import { stale } from '../../platform/table/refusal.ts';
import { update, type Write } from '../../platform/table/write.ts';
import { ticketKeys } from '../keys.ts';
import type { Ticket } from './ticket.ts';
import { listIndexKeys, viewIndexKeys } from './ticket-store.ts';

/**
 * Notes on a ticket when its next promise of service is broken, or that none is live, and moves it to its places in the
 * lists. Refuses with `write.contended` when it stands elsewhere by now. It does not raise the version: what people see of
 * the ticket is what they saw, and a change of theirs must not fail for it. That no change writes an older time back over
 * it is a condition of `saveTicket`.
 */
export function setBreachTime(ticket: Ticket, breachAt: string | undefined): Write {
  const { listPk, listSk } = listIndexKeys(ticket);
  const next = { ...ticket, breachAt };
  const { breachPk, breachSk } = viewIndexKeys(next);
  const listed =
    listPk === undefined ? 'attribute_not_exists(#listPk)' : '#listPk = :listPk AND #listSk = :listSk';
  return update(
    ticketKeys.ticket(ticket.id),
    { set: { 'row.breachAt': breachAt, ...listIndexKeys(next), breachPk, breachSk } },
    {
      expression: `${listed} AND #row.#status = :status`,
      values: { status: ticket.status, ...(listPk === undefined ? {} : { listPk, listSk }) },
    },
    stale,
  );
}
