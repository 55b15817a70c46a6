import type { NewEvent } from '../platform/events/new-event.ts';
import { keys } from '../platform/table/keys.ts';
import type { Ticket } from '../tickets/index.ts';
import type { Change } from './clock-events.ts';

/** What changed in the list of a ticket's clock events; `version` orders these. */
export const clocksMoved = (ticket: Ticket, version: number, changes: readonly Change[]): NewEvent => ({
  type: 'sla.moved',
  v: 1,
  owner: keys.clockEvents(ticket.id),
  customerId: ticket.customerId,
  data: { ticketId: ticket.id, channel: ticket.channel, version, changes },
});

/** `sla.warned` and `sla.breached`, in the ticket's thread, for whoever must act; a correction is not told again. */
export function passed(ticket: Ticket, changes: readonly Change[]): NewEvent[] {
  return changes.flatMap(({ added, withdrawn }) => {
    if (!added || withdrawn || (added.kind !== 'warn' && added.kind !== 'breach')) return [];
    const { target, instance, dueAt, at } = added;
    const { id, channel, queueId, assigneeId, customerId, priority } = ticket;
    return [
      {
        type: added.kind === 'warn' ? 'sla.warned' : 'sla.breached',
        v: 1,
        owner: keys.ticket(id).pk,
        customerId,
        lane: priority === 'urgent' ? ('urgent' as const) : ('standard' as const),
        data: { ticketId: id, channel, target, instance, dueAt, passedAt: at, queueId, assigneeId },
      },
    ];
  });
}
