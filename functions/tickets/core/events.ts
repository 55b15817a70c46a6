// The events that tickets emit. Each is self-contained: a reader needs nothing but the event.
import type { NewEvent } from '../../platform/events/new-event.ts';
import { ownProperty } from '../../platform/own-property.ts';
import { ticketPartition } from '../keys.ts';
import type { Attachment } from './attachment.ts';
import type { Call, FieldValues, OpenTicket, Priority, Status, Ticket } from './ticket.ts';
import type { TicketSnapshot } from './ticket-snapshot.ts';

const ownerOf = (ticketId: string) => ticketPartition(ticketId);
export const eventLaneOf = (priority: Priority) => (priority === 'urgent' ? 'urgent' : 'standard');

type TicketEventDraft = Omit<NewEvent, 'v' | 'owner' | 'customerId' | 'lane'>;
type EventSubject = TicketSnapshot & Pick<Ticket, 'id'>;

/** The mark on every event of an unverified ticket; the customer is shown none of these events. */
export const unverifiedMark = ({ unverified }: Pick<Ticket, 'unverified'>): { unverifiedTicket?: true } =>
  unverified ? { unverifiedTicket: true } : {};

export function ticketEvent(ticket: EventSubject, draft: TicketEventDraft): NewEvent {
  return {
    ...draft,
    v: 1,
    owner: ownerOf(ticket.id),
    customerId: ticket.customerId,
    lane: eventLaneOf(ticket.priority),
    data: { ticketId: ticket.id, channel: ticket.channel, ...unverifiedMark(ticket), ...draft.data },
  };
}

/** Where a ticket stands, as views count it. */
interface Placement {
  status: Status;
  priority: Priority;
  queueId?: string | undefined;
  assigneeId?: string | undefined;
}

/** An event that may move the ticket says from where to where, so that views are counted without looking. */
export function eventWithPlacement(before: Ticket, after: Ticket, draft: TicketEventDraft): NewEvent {
  const [from, to] = [placementOf(before), placementOf(after)];
  const moved = (Object.keys(to) as (keyof Placement)[]).some((name) => from[name] !== to[name]);
  return ticketEvent(after, { ...draft, data: { ...draft.data, ...(moved ? { place: { from, to } } : {}) } });
}

const placementOf = ({ status, priority, queueId, assigneeId }: Ticket): Placement => ({
  status,
  priority,
  queueId,
  assigneeId,
});

/** How a message came by mail. */
export interface MessageEmail {
  messageId?: string;
  from: string;
  to: string[];
  cc: string[];
  subject: string;
  /** What it quotes, folded away from the message. */
  quoted?: string;
  signature?: string;
  /** Attachments that were kept out, and why. */
  refused?: { name: string; reason: string }[];
  /** What staff should know: `dmarc_failed`, `spam`, `virus`, `third_party`, `unreadable`, `cut`. */
  notes?: string[];
}

/**
 * Why a message is not taken for its customer's own: the domain of its sender disowns it, nothing speaks for its sender, or
 * its sender is proven to be another.
 */
export type Unverified = 'dmarc_failed' | 'unauthenticated' | 'third_party';

/** What a message may carry beside its text. */
export interface MessageParts {
  /** Absent of what is the author's own without doubt, and of what staff have confirmed. */
  unverified?: Unverified | undefined;
  mail?: MessageEmail | undefined;
  attachments?: Attachment[] | undefined;
  call?: Call | undefined;
}

/** What was asked for at the opening: the whole initial state follows from it (`openedTicket`). */
export interface TicketOpened extends Omit<OpenTicket, 'customerId'>, MessageParts {
  ticketId: string;
  openedBy: 'customer' | 'staff';
  /** Of a ticket of messages that were split off: the first of them. */
  origin?: SplitOrigin;
}

/** Where a message that was split off was written, and when. */
export interface SplitOrigin {
  ticketId: string;
  eventId: string;
  at: string;
}

export function ticketOpened(
  ticket: Ticket,
  first: { message: string; origin?: SplitOrigin } & MessageParts,
): NewEvent {
  const {
    subject,
    priority,
    language,
    requiredSkills,
    preferredSkills,
    tags,
    queueId,
    openedBy,
    followUpOf,
    kind,
    splitFrom,
    firstMessageAt,
  } = ticket;
  return ticketEvent(ticket, {
    type: 'ticket.opened',
    data: {
      subject,
      priority,
      language,
      requiredSkills,
      preferredSkills,
      tags,
      queueId,
      openedBy,
      followUpOf,
      kind,
      splitFrom,
      firstMessageAt,
      ...first,
    },
  });
}

export interface MessageAdded extends MessageParts {
  messageId: string;
  visibility: 'public' | 'internal';
  automatic: boolean;
  message: string;
  /** Present on the first public reply by a human: calendar seconds since the customer's first message. */
  firstReplySeconds?: number;
  /** Why a message to a solved ticket left it solved: nothing but thanks. */
  thanks?: string | undefined;
}

export function messageAdded(ticket: EventSubject, data: MessageAdded): NewEvent {
  return ticketEvent(ticket, { type: 'ticket.message_added', id: data.messageId, data: { ...data } });
}

export function statusChanged(before: Ticket, after: Ticket): NewEvent {
  return eventWithPlacement(before, after, {
    type: 'ticket.status_changed',
    data: { from: before.status, to: after.status },
  });
}

/** Calendar seconds from the opening to a time that the ticket was solved, and the day it was counted on. */
export interface Resolution {
  solvedAt: string;
  seconds: number;
}

export function ticketSolved(
  before: Ticket,
  after: Ticket,
  now: Resolution,
  previous: Resolution | undefined,
): NewEvent {
  return eventWithPlacement(before, after, {
    type: 'ticket.solved',
    data: {
      from: before.status,
      subject: after.subject,
      assigneeId: before.assigneeId,
      assignment: before.assignment,
      resolution: now,
      /** The resolution that this one takes the place of, when the ticket had been reopened. */
      previous,
    },
  });
}

export function ticketReopened(before: Ticket, after: Ticket): NewEvent {
  return eventWithPlacement(before, after, { type: 'ticket.reopened', data: { reopens: after.reopens } });
}

/**
 * `window`: solved and nobody came back in time; `merged`: it goes on in another; `unsplit`: its messages went back to where
 * they were split off; `staff`: by hand.
 */
export type CloseReason = 'window' | 'staff' | 'merged' | 'unsplit';

/** Staff confirmed that a message is the customer's own; with its text, for those who read what customers write. */
export function senderConfirmed(
  ticket: EventSubject,
  data: { messageId: string; message: string; opening: boolean; doubt: Unverified },
): NewEvent {
  return ticketEvent(ticket, { type: 'ticket.sender_confirmed', data });
}

/** The assignment, if any, is given back by whoever hears of it, as with `ticket.solved`. */
export function ticketClosed(before: Ticket, after: Ticket, reason: CloseReason): NewEvent {
  const { status: from, assigneeId, assignment } = before;
  return eventWithPlacement(before, after, {
    type: 'ticket.closed',
    data: { from, reason, assigneeId, assignment, mergedInto: after.mergedInto },
  });
}

export interface TicketAssigned {
  agentId: string;
  explanation: string;
  /** Present while the agent has yet to accept it. */
  offeredUntil?: string | undefined;
  /** Who had it until now, when it was taken from somebody's hands by hand. */
  previousAssigneeId?: string | undefined;
}

export function ticketAssigned(
  before: Ticket,
  after: Ticket,
  assignmentId: string,
  data: TicketAssigned,
): NewEvent {
  return eventWithPlacement(before, after, { type: 'ticket.assigned', id: assignmentId, data: { ...data } });
}

/** It came into a queue. Not for the customer's timeline, but for those who count queues. */
export function ticketQueued(before: Ticket, after: Ticket): NewEvent {
  return eventWithPlacement(before, after, { type: 'routing.queued', data: { queueId: after.queueId } });
}

const releaseReasons = ['declined', 'not_accepted', 'offline', 'untrained', 'manual'] as const;
export type ReleaseReason = (typeof releaseReasons)[number];

/** It waits again, with its age kept. `note` says why in the words of whoever let go of it. */
export function ticketReleased(
  before: Ticket,
  after: Ticket,
  data: { agentId: string; reason: ReleaseReason; note?: string | undefined },
): NewEvent {
  return eventWithPlacement(before, after, { type: 'ticket.released', data });
}

export function ticketAccepted(ticket: Ticket, agentId: string): NewEvent {
  return ticketEvent(ticket, { type: 'ticket.accepted', data: { agentId } });
}

/** One entry for each field that changed. */
export type Changes = Record<string, { from: unknown; to: unknown }>;

/** Facts of the ticket changed: routing, clocks and views look whether it concerns them. */
export function ticketUpdated(before: Ticket, after: Ticket, changes: Changes, note?: string): NewEvent {
  const data = { changes: changedFieldsOf(changes), ...(note ? { note } : {}) };
  return eventWithPlacement(before, after, { type: 'ticket.updated', data });
}

/** Of the team's fields, which may hold more than an event, those that changed, with long texts cut. */
function changedFieldsOf({ fields, ...changes }: Changes): Changes {
  if (!fields) return changes;
  const from = (fields.from ?? {}) as FieldValues;
  const to = (fields.to ?? {}) as FieldValues;
  const differs = (key: string) => ownProperty(from, key) !== ownProperty(to, key);
  const told = (values: FieldValues) =>
    Object.fromEntries(
      Object.entries(values)
        .filter(([key]) => differs(key))
        .map(([key, value]) => [key, typeof value === 'string' ? shortened(value) : value]),
    );
  return { ...changes, fields: { from: told(from), to: told(to) } };
}

const MAX_FIELD_TEXT = 300;

/** The ticket has the whole of what a field holds now; of what it held before this is what is kept. */
function shortened(value: string): string {
  return value.length > MAX_FIELD_TEXT
    ? `${value.slice(0, MAX_FIELD_TEXT - 1).replace(/[\ud800-\udbff]$/, '')}…`
    : value;
}

/** The opening was analysed: routing and clocks begin. */
export function ticketTriaged(before: Ticket, after: Ticket, data: Record<string, unknown>): NewEvent {
  return eventWithPlacement(before, after, { type: 'ticket.triaged', data });
}

/** Staff put right what the analysis found, or had not found, in these words. */
export function ticketCorrected(
  ticket: Ticket,
  what: 'topic' | 'sensitive',
  { from, to }: { from: unknown; to: unknown },
  words: string,
): NewEvent {
  return ticketEvent(ticket, { type: 'ticket.corrected', data: { what, from, to, text: words } });
}
