import type { Context } from '../../platform/context.ts';
import type { NewEvent } from '../../platform/table/new-event.ts';
import { rejection, stale } from '../../platform/table/refusal.ts';
import { update, type Write } from '../../platform/table/write.ts';
import { messageAdded } from '../core/new-events.ts';
import type { Ticket } from '../core/ticket.ts';
import { snapshotCondition } from '../core/ticket-snapshot.ts';
import { ticketError } from '../errors.ts';
import { ticketKeys } from '../keys.ts';

/**
 * Creates an internal note by the system, for the transaction of what the note reports. Closed tickets accept
 * it too. Stale when the ticket's priority changed meanwhile; the caller then loads
 * the ticket again.
 */
export function internalNote(
  ticket: Ticket,
  message: string,
  { ids, now }: Context,
): { write: Write; event: NewEvent } {
  const change = { set: { updatedAt: now.toISOString() }, add: { version: 1 } };
  const write = update(
    ticketKeys.ticket(ticket.id),
    change,
    snapshotCondition(ticket, 'attribute_exists(pk)'),
    (current) => (current ? stale(current) : rejection(ticketError('ticket.not_found'))),
  );
  const messageId = ids.next('event');
  return {
    write,
    event: messageAdded(ticket, { messageId, visibility: 'internal', automatic: true, message }),
  };
}
