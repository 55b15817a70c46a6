// The events that tickets emit. Each is self-contained: a reader needs nothing but the event.
import type { NewEvent } from '../platform/events/new-event.ts';
import { keys } from '../platform/table/keys.ts';
import type { OpenTicketRequest, Priority, Status, Ticket } from './ticket.ts';

const ownerOf = (ticketId: string) => keys.ticket(ticketId).pk;
export const laneOf = (priority: Priority) => (priority === 'urgent' ? 'urgent' : 'standard');

type Draft = Omit<NewEvent, 'v' | 'owner' | 'customerId' | 'lane'>;

function ticketEvent(
  ticket: Pick<Ticket, 'id' | 'customerId' | 'priority' | 'channel'>,
  draft: Draft,
): NewEvent {
  return {
    ...draft,
    v: 1,
    owner: ownerOf(ticket.id),
    customerId: ticket.customerId,
    lane: laneOf(ticket.priority),
    data: { ticketId: ticket.id, channel: ticket.channel, ...draft.data },
  };
}

/** What was asked for at the opening: the whole initial state follows from it (`openedTicket`). */
export interface TicketOpened extends Omit<OpenTicketRequest, 'customerId'> {
  ticketId: string;
  openedBy: 'customer' | 'staff';
}

export function ticketOpened(ticket: Ticket, message: string): NewEvent {
  const { subject, priority, language, requiredSkills, openedBy } = ticket;
  return ticketEvent(ticket, {
    type: 'ticket.opened',
    data: { subject, priority, language, requiredSkills, openedBy, message },
  });
}

export interface MessageAdded {
  messageId: string;
  visibility: 'public' | 'internal';
  automatic: boolean;
  message: string;
  /** Present on the first public reply by a human: calendar seconds since the customer's first message. */
  firstReplySeconds?: number;
}

export function messageAdded(
  ticket: Pick<Ticket, 'id' | 'customerId' | 'priority' | 'channel'>,
  data: MessageAdded,
): NewEvent {
  return ticketEvent(ticket, { type: 'ticket.message_added', id: data.messageId, data: { ...data } });
}

export function statusChanged(ticket: Ticket, from: Status): NewEvent {
  return ticketEvent(ticket, { type: 'ticket.status_changed', data: { from, to: ticket.status } });
}

/** Calendar seconds from the opening to a time that the ticket was solved, and the day it was counted on. */
export interface Resolution {
  solvedAt: string;
  seconds: number;
}

export function ticketSolved(
  ticket: Ticket,
  from: Status,
  now: Resolution,
  before: Resolution | undefined,
): NewEvent {
  return ticketEvent(ticket, {
    type: 'ticket.solved',
    data: {
      from,
      subject: ticket.subject,
      assigneeId: ticket.assigneeId,
      assignment: ticket.assignment,
      resolution: now,
      /** The resolution that this one takes the place of, when the ticket had been reopened. */
      previous: before,
    },
  });
}

export function ticketReopened(ticket: Ticket): NewEvent {
  return ticketEvent(ticket, { type: 'ticket.reopened', data: { reopens: ticket.reopens } });
}

export interface TicketAssigned {
  agentId: string;
  explanation: string;
  /** Present while the agent has yet to accept it. */
  offeredUntil?: string | undefined;
  /** Who had it until now, when it was taken from somebody's hands by hand. */
  previousAgentId?: string | undefined;
}

export function ticketAssigned(ticket: Ticket, assignmentId: string, data: TicketAssigned): NewEvent {
  return ticketEvent(ticket, { type: 'ticket.assigned', id: assignmentId, data: { ...data } });
}

export const releaseReasons = ['declined', 'not_accepted', 'offline', 'untrained', 'by_hand'] as const;
export type ReleaseReason = (typeof releaseReasons)[number];

/** It waits again, with its age kept. `note` says why in the words of whoever let go of it. */
export function ticketReleased(
  ticket: Ticket,
  data: { agentId: string; reason: ReleaseReason; note?: string | undefined },
): NewEvent {
  return ticketEvent(ticket, { type: 'ticket.released', data });
}

export function ticketAccepted(ticket: Ticket, agentId: string): NewEvent {
  return ticketEvent(ticket, { type: 'ticket.accepted', data: { agentId } });
}

export function ticketUpdated(
  ticket: Ticket,
  changes: Record<string, { from: unknown; to: unknown }>,
  note?: string,
): NewEvent {
  return ticketEvent(ticket, { type: 'ticket.updated', data: { changes, ...(note ? { note } : {}) } });
}
