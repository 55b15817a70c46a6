// Events of tickets that are joined, parted and handled together.
import type { NewEvent } from '../../platform/events/new-event.ts';
import { eventWithPlacement, ticketEvent } from '../core/events.ts';
import type { Ticket } from '../core/ticket.ts';

/** On the ticket that goes on. The other one says `ticket.closed`, reason merged. */
export function ticketMerged(before: Ticket, after: Ticket, sourceId: string, reason?: string): NewEvent {
  return eventWithPlacement(before, after, { type: 'ticket.merged', data: { sourceId, reason } });
}

/** On the ticket that had gone on. */
export function mergeUndone(target: Ticket, sourceId: string): NewEvent {
  return ticketEvent(target, { type: 'ticket.merge_undone', data: { sourceId } });
}

/** The ticket is back as it was, with its age, and waits to be given out; it counts as no reopening. */
export function ticketUnmerged(before: Ticket, after: Ticket, targetId: string): NewEvent {
  return eventWithPlacement(before, after, {
    type: 'ticket.unmerged',
    data: { targetId, to: after.status, assigneeId: after.assigneeId },
  });
}

export function ticketSplit(ticket: Ticket, splitId: string, messageIds: readonly string[]): NewEvent {
  return ticketEvent(ticket, { type: 'ticket.split', data: { splitId, messageIds } });
}

export function splitUndone(ticket: Ticket, splitId: string): NewEvent {
  return ticketEvent(ticket, { type: 'ticket.split_undone', data: { splitId } });
}
