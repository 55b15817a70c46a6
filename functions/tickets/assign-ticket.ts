import { AlreadyDone } from '../platform/errors.ts';
import type { NewEvent } from '../platform/events/new-event.ts';
import { keys } from '../platform/table/keys.ts';
import type { Item } from '../platform/table/table.ts';
import { update, type Write } from '../platform/table/write.ts';
import { ticketAssigned } from './events.ts';
import { fromItem, listPlace } from './store.ts';
import type { RoutingDecision, Ticket } from './ticket.ts';

/**
 * The write and the event that give a waiting ticket to an agent, for the transaction that also takes the agent's
 * capacity. Two workers can never give the same ticket away: the second finds an assignee and is `AlreadyDone`.
 * Messages that arrive meanwhile do not disturb it.
 */
export function assignTicket(
  ticket: Ticket,
  decision: RoutingDecision & { agentId: string },
  assignment: { id: string; weight: number },
): { write: Write; event: NewEvent } {
  const { agentId, explanation, at } = decision;
  const { listPk, listSk } = listPlace({ ...ticket, assigneeId: agentId });
  const set = { 'row.assigneeId': agentId, listPk, listSk, routing: decision, assignment, updatedAt: at };
  const when = {
    expression:
      'attribute_not_exists(#row.#assigneeId) AND #row.#status <> :solved AND #row.#priority = :priority',
    values: { solved: 'solved', priority: ticket.priority },
  };
  return {
    write: update(keys.ticket(ticket.id), { set, add: { version: 1 } }, when, (current) =>
      lostTo(ticket, current),
    ),
    event: ticketAssigned(ticket, agentId, explanation, assignment.id),
  };
}

/** Given out or solved by somebody else is done; any other change means to decide again. */
function lostTo(ticket: Ticket, current: Item | undefined): Error {
  const now = current && fromItem(current);
  if (!now || now.assigneeId !== undefined || now.status === 'solved')
    return new AlreadyDone(`giving out ${ticket.id}`);
  return new Error('the ticket changed while it was given out');
}

/** Notes on a ticket why it still waits. Changes nothing else, and nothing at all once it was given out. */
export function explainWaiting(ticket: Ticket, decision: RoutingDecision): Write {
  return update(
    keys.ticket(ticket.id),
    { set: { routing: decision } },
    {
      expression: 'attribute_not_exists(#row.#assigneeId) AND #row.#status <> :solved',
      values: { solved: 'solved' },
    },
    () => new AlreadyDone(`giving out ${ticket.id}`),
  );
}
