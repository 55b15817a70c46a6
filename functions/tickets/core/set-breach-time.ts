import { stale } from '../../platform/table/refusal.ts';
import { update, type Write } from '../../platform/table/write.ts';
import { ticketKeys } from '../keys.ts';
import type { Ticket } from './ticket.ts';
import { listIndexKeys, viewIndexKeys } from './ticket-store.ts';

/**
 * Sets the time of the ticket's next SLA breach, or clears it when no clock is live, and updates the index
 * keys. Stale when the ticket has moved to another place in the index. Does not
 * raise the version: nothing changes that people have seen, and their changes must not fail because of it.
 * `saveTicket` has a condition that prevents other changes from writing an older time back.
 */
export function setBreachTime(ticket: Ticket, breachAt: string | undefined): Write {
  const { listPk, listSk } = listIndexKeys(ticket);
  const next = { ...ticket, breachAt };
  const { breachPk, breachSk } = viewIndexKeys(next);
  const samePlace =
    listPk === undefined ? 'attribute_not_exists(#listPk)' : '#listPk = :listPk AND #listSk = :listSk';
  return update(
    ticketKeys.ticket(ticket.id),
    { set: { 'row.breachAt': breachAt, ...listIndexKeys(next), breachPk, breachSk } },
    {
      expression: `${samePlace} AND #row.#status = :status`,
      values: { status: ticket.status, ...(listPk === undefined ? {} : { listPk, listSk }) },
    },
    stale,
  );
}
