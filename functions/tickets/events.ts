// The events that tickets emit. Each is self-contained: a reader needs nothing but the event.
import type { NewEvent } from '../platform/events/new-event.ts';
import { own } from '../platform/own.ts';
import { keys } from '../platform/table/keys.ts';
import type { TicketFacts } from './facts.ts';
import type { Call, FieldValues, OpenTicket, Priority, Status, Ticket } from './ticket.ts';

const ownerOf = (ticketId: string) => keys.ticket(ticketId).pk;
export const laneOf = (priority: Priority) => (priority === 'urgent' ? 'urgent' : 'standard');

type Draft = Omit<NewEvent, 'v' | 'owner' | 'customerId' | 'lane'>;
type About = TicketFacts & Pick<Ticket, 'id'>;

/** The mark on every event of an unverified ticket; the customer is shown none of these events. */
export const markOf = ({ unverified }: Pick<Ticket, 'unverified'>): { unverifiedTicket?: true } =>
  unverified ? { unverifiedTicket: true } : {};

export function ticketEvent(ticket: About, draft: Draft): NewEvent {
  return {
    ...draft,
    v: 1,
    owner: ownerOf(ticket.id),
    customerId: ticket.customerId,
    lane: laneOf(ticket.priority),
    data: { ticketId: ticket.id, channel: ticket.channel, ...markOf(ticket), ...draft.data },
  };
}

/** Where a ticket stands, as views count it. */
export interface Place {
  status: Status;
  priority: Priority;
  queueId?: string | undefined;
  assigneeId?: string | undefined;
}

/** An event that may move the ticket says from where to where, so that views are counted without looking. */
export function moving(before: Ticket, after: Ticket, draft: Draft): NewEvent {
  const [from, to] = [placeOf(before), placeOf(after)];
  const moved = (Object.keys(to) as (keyof Place)[]).some((name) => from[name] !== to[name]);
  return ticketEvent(after, { ...draft, data: { ...draft.data, ...(moved ? { place: { from, to } } : {}) } });
}

const placeOf = ({ status, priority, queueId, assigneeId }: Ticket): Place => ({
  status,
  priority,
  queueId,
  assigneeId,
});

/** How a message came by mail. */
export interface MailOfMessage {
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

export interface Attachment {
  id: string;
  filename: string;
  contentType: string;
  bytes: number;
  /** Where its bytes lie: below the folder of its customer. */
  key: string;
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
  mail?: MailOfMessage | undefined;
  attachments?: Attachment[] | undefined;
  call?: Call | undefined;
}

/** What was asked for at the opening: the whole initial state follows from it (`openedTicket`). */
export interface TicketOpened extends Omit<OpenTicket, 'customerId'>, MessageParts {
  ticketId: string;
  openedBy: 'customer' | 'staff';
  /** Of a ticket of messages that were split off: the first of them. */
  origin?: Origin;
}

/** Where a message that was split off was written, and when. */
export interface Origin {
  ticketId: string;
  eventId: string;
  at: string;
}

export function ticketOpened(
  ticket: Ticket,
  first: { message: string; origin?: Origin } & MessageParts,
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
    beganAt,
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
      beganAt,
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

export function messageAdded(ticket: About, data: MessageAdded): NewEvent {
  return ticketEvent(ticket, { type: 'ticket.message_added', id: data.messageId, data: { ...data } });
}

export function statusChanged(before: Ticket, after: Ticket): NewEvent {
  return moving(before, after, {
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
  return moving(before, after, {
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
  return moving(before, after, { type: 'ticket.reopened', data: { reopens: after.reopens } });
}

/**
 * `window`: solved and nobody came back in time; `merged`: it goes on in another; `unsplit`: its messages went back to where
 * they were split off; `staff`: by hand.
 */
export type CloseReason = 'window' | 'staff' | 'merged' | 'unsplit';

/** Staff confirmed that a message is the customer's own; with its text, for those who read what customers write. */
export function senderConfirmed(
  ticket: About,
  data: { messageId: string; message: string; opening: boolean; doubt: Unverified },
): NewEvent {
  return ticketEvent(ticket, { type: 'ticket.sender_confirmed', data });
}

/** The assignment, if any, is given back by whoever hears of it, as with `ticket.solved`. */
export function ticketClosed(before: Ticket, after: Ticket, reason: CloseReason): NewEvent {
  const { status: from, assigneeId, assignment } = before;
  return moving(before, after, {
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
  previousAgentId?: string | undefined;
}

export function ticketAssigned(
  before: Ticket,
  after: Ticket,
  assignmentId: string,
  data: TicketAssigned,
): NewEvent {
  return moving(before, after, { type: 'ticket.assigned', id: assignmentId, data: { ...data } });
}

/** It came into a queue. Not for the customer's timeline, but for those who count queues. */
export function ticketQueued(before: Ticket, after: Ticket): NewEvent {
  return moving(before, after, { type: 'routing.queued', data: { queueId: after.queueId } });
}

export const releaseReasons = ['declined', 'not_accepted', 'offline', 'untrained', 'by_hand'] as const;
export type ReleaseReason = (typeof releaseReasons)[number];

/** It waits again, with its age kept. `note` says why in the words of whoever let go of it. */
export function ticketReleased(
  before: Ticket,
  after: Ticket,
  data: { agentId: string; reason: ReleaseReason; note?: string | undefined },
): NewEvent {
  return moving(before, after, { type: 'ticket.released', data });
}

export function ticketAccepted(ticket: Ticket, agentId: string): NewEvent {
  return ticketEvent(ticket, { type: 'ticket.accepted', data: { agentId } });
}

/** One entry for each field that changed. */
export type Changes = Record<string, { from: unknown; to: unknown }>;

/** Facts of the ticket changed: routing, clocks and views look whether it concerns them. */
export function ticketUpdated(before: Ticket, after: Ticket, changes: Changes, note?: string): NewEvent {
  const data = { changes: toldOf(changes), ...(note ? { note } : {}) };
  return moving(before, after, { type: 'ticket.updated', data });
}

/** Of the team's fields, which may hold more than an event, those that changed, with long texts cut. */
function toldOf({ fields, ...changes }: Changes): Changes {
  if (!fields) return changes;
  const from = (fields.from ?? {}) as FieldValues;
  const to = (fields.to ?? {}) as FieldValues;
  const differs = (key: string) => own(from, key) !== own(to, key);
  const told = (values: FieldValues) =>
    Object.fromEntries(
      Object.entries(values)
        .filter(([key]) => differs(key))
        .map(([key, value]) => [key, typeof value === 'string' ? cut(value) : value]),
    );
  return { ...changes, fields: { from: told(from), to: told(to) } };
}

const MAX_TOLD = 300;

/** The ticket has the whole of what a field holds now; of what it held before this is what is kept. */
function cut(value: string): string {
  return value.length > MAX_TOLD ? `${value.slice(0, MAX_TOLD - 1).replace(/[\ud800-\udbff]$/, '')}…` : value;
}

/** The opening was analysed: routing and clocks begin. */
export function ticketTriaged(before: Ticket, after: Ticket, data: Record<string, unknown>): NewEvent {
  return moving(before, after, { type: 'ticket.triaged', data });
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
