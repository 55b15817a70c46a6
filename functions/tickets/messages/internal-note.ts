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
 * An internal note that Rapport writes by itself, for the transaction of what it tells of. Closed tickets take it too.
 * Refuses with `write.contended` when the ticket's priority changed meanwhile: load it again.
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
