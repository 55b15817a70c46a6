// Creates the events of merging and splitting tickets.
import type { NewEvent } from '../../platform/table/new-event.ts';
import { aboutMove, aboutTicket, threadEvent } from '../core/new-events.ts';
import type { Ticket } from '../core/ticket.ts';
import type * as events from '../events.ts';

/** Creates the event of the target ticket. The source gets `ticket.closed` with the reason `merged`. */
export const ticketMerged = (
  before: Ticket,
  after: Ticket,
  sourceId: string,
  reason?: string,
): NewEvent<typeof events.TicketMerged> => ({
  ...threadEvent(after),
  type: 'ticket.merged',
  data: { ...aboutMove(before, after), sourceId, reason },
});

/** Creates the event of the target ticket. */
export const mergeUndone = (target: Ticket, sourceId: string): NewEvent<typeof events.TicketMergeUndone> => ({
  ...threadEvent(target),
  type: 'ticket.merge_undone',
  data: { ...aboutTicket(target), sourceId },
});

/** Creates the event of the source ticket, which is restored with its age and waits to be routed. */
export const ticketUnmerged = (
  before: Ticket,
  after: Ticket,
  targetId: string,
): NewEvent<typeof events.TicketUnmerged> => ({
  ...threadEvent(after),
  type: 'ticket.unmerged',
  data: { ...aboutMove(before, after), targetId, to: after.status, assigneeId: after.assigneeId },
});

export const ticketSplit = (
  ticket: Ticket,
  splitId: string,
  messageIds: string[],
): NewEvent<typeof events.TicketSplit> => ({
  ...threadEvent(ticket),
  type: 'ticket.split',
  data: { ...aboutTicket(ticket), splitId, messageIds },
});

export const splitUndone = (ticket: Ticket, splitId: string): NewEvent<typeof events.TicketSplitUndone> => ({
  ...threadEvent(ticket),
  type: 'ticket.split_undone',
  data: { ...aboutTicket(ticket), splitId },
});
