// Creates the events of tickets from the ticket before and after a change.
import type { EventDefinition } from '../../platform/events/event-definition.ts';
import { ownProperty } from '../../platform/own-property.ts';
import type { NewEvent } from '../../platform/table/new-event.ts';
import type * as events from '../events.ts';
import { ticketPartition } from '../keys.ts';
import type { FieldValues, Priority, Ticket } from './ticket.ts';
import type { TicketSnapshot } from './ticket-snapshot.ts';

export const eventLaneOf = (priority: Priority): 'urgent' | 'standard' =>
  priority === 'urgent' ? 'urgent' : 'standard';

type EventSubject = TicketSnapshot & Pick<Ticket, 'id'>;

/** The event data that the caller provides; `aboutTicket` and `threadEvent` provide the rest. */
type DataBeyond<Definition extends EventDefinition> = Omit<
  Extract<NewEvent<Definition>, object>['data'],
  'ticketId' | 'channel' | 'unverifiedTicket'
>;

/**
 * Returns the mark that every event of an unverified ticket carries; customers are shown none of these
 * events.
 */
export const unverifiedMark = ({ unverified }: Pick<Ticket, 'unverified'>): { unverifiedTicket?: true } =>
  unverified ? { unverifiedTicket: true } : {};

/** Returns the data that every event of a ticket carries. */
export const aboutTicket = (ticket: EventSubject) => ({
  ticketId: ticket.id,
  channel: ticket.channel,
  ...unverifiedMark(ticket),
});

/**
 * Returns the envelope of a ticket's event: it belongs to the ticket's thread and takes the lane of its
 * priority.
 */
export const threadEvent = ({ id, customerId, priority }: EventSubject) => ({
  v: 1 as const,
  owner: ticketPartition(id),
  customerId,
  lane: eventLaneOf(priority),
});

/**
 * Returns the change of the ticket's placement, by which views are counted; empty when the placement is
 * unchanged.
 */
export function placementChange(
  before: Ticket,
  after: Ticket,
): { place?: { from: events.Placement; to: events.Placement } } {
  const [from, to] = [placementOf(before), placementOf(after)];
  const moved = (Object.keys(to) as (keyof events.Placement)[]).some((name) => from[name] !== to[name]);
  return moved ? { place: { from, to } } : {};
}

const placementOf = ({ status, priority, queueId, assigneeId }: Ticket): events.Placement => ({
  status,
  priority,
  queueId,
  assigneeId,
});

/** Returns the data of an event that may have changed the ticket's placement. */
export const aboutMove = (before: Ticket, after: Ticket) => ({
  ...aboutTicket(after),
  ...placementChange(before, after),
});

export function ticketOpened(
  ticket: Ticket,
  first: { message: string; origin?: events.SplitOrigin } & events.MessageParts,
): NewEvent<typeof events.TicketOpened> {
  const { subject, priority, language, requiredSkills, preferredSkills, tags, queueId } = ticket;
  const { openedBy, followUpOf, kind, splitFrom, firstMessageAt } = ticket;
  return {
    ...threadEvent(ticket),
    type: 'ticket.opened',
    data: {
      ...aboutTicket(ticket),
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
  };
}

/** A message without the ticket data that its event adds. */
export type MessageAdded = DataBeyond<typeof events.TicketMessageAdded>;

export const messageAdded = (
  ticket: EventSubject,
  message: MessageAdded,
): NewEvent<typeof events.TicketMessageAdded> => ({
  ...threadEvent(ticket),
  type: 'ticket.message_added',
  id: message.messageId,
  data: { ...aboutTicket(ticket), ...message },
});

export const statusChanged = (
  before: Ticket,
  after: Ticket,
): NewEvent<typeof events.TicketStatusChanged> => ({
  ...threadEvent(after),
  type: 'ticket.status_changed',
  data: { ...aboutMove(before, after), from: before.status, to: after.status },
});

export const ticketSolved = (
  before: Ticket,
  after: Ticket,
  resolution: events.Resolution,
  previous: events.Resolution | undefined,
): NewEvent<typeof events.TicketSolved> => ({
  ...threadEvent(after),
  type: 'ticket.solved',
  data: {
    ...aboutMove(before, after),
    from: before.status,
    subject: after.subject,
    assigneeId: before.assigneeId,
    assignment: before.assignment,
    resolution,
    previous,
  },
});

export const ticketReopened = (before: Ticket, after: Ticket): NewEvent<typeof events.TicketReopened> => ({
  ...threadEvent(after),
  type: 'ticket.reopened',
  data: { ...aboutMove(before, after), reopens: after.reopens },
});

/**
 * Creates the event of a confirmed sender. It carries the text for consumers that read what customers write.
 */
export const senderConfirmed = (
  ticket: EventSubject,
  confirmed: DataBeyond<typeof events.TicketSenderConfirmed>,
): NewEvent<typeof events.TicketSenderConfirmed> => ({
  ...threadEvent(ticket),
  type: 'ticket.sender_confirmed',
  data: { ...aboutTicket(ticket), ...confirmed },
});

export function ticketClosed(
  before: Ticket,
  after: Ticket,
  reason: events.CloseReason,
): NewEvent<typeof events.TicketClosed> {
  const { status: from, assigneeId, assignment } = before;
  const { mergedInto } = after;
  return {
    ...threadEvent(after),
    type: 'ticket.closed',
    data: { ...aboutMove(before, after), from, reason, assigneeId, assignment, mergedInto },
  };
}

export const ticketAssigned = (
  before: Ticket,
  after: Ticket,
  assignmentId: string,
  assigned: Omit<DataBeyond<typeof events.TicketAssigned>, 'place'>,
): NewEvent<typeof events.TicketAssigned> => ({
  ...threadEvent(after),
  type: 'ticket.assigned',
  id: assignmentId,
  data: { ...aboutMove(before, after), ...assigned },
});

export const ticketQueued = (before: Ticket, after: Ticket): NewEvent<typeof events.RoutingQueued> => ({
  ...threadEvent(after),
  type: 'routing.queued',
  data: { ...aboutMove(before, after), queueId: after.queueId },
});

export const ticketReleased = (
  before: Ticket,
  after: Ticket,
  released: Omit<DataBeyond<typeof events.TicketReleased>, 'place'>,
): NewEvent<typeof events.TicketReleased> => ({
  ...threadEvent(after),
  type: 'ticket.released',
  data: { ...aboutMove(before, after), ...released },
});

export const ticketAccepted = (ticket: Ticket, agentId: string): NewEvent<typeof events.TicketAccepted> => ({
  ...threadEvent(ticket),
  type: 'ticket.accepted',
  data: { ...aboutTicket(ticket), agentId },
});

export const ticketUpdated = (
  before: Ticket,
  after: Ticket,
  changes: events.Changes,
  note?: string,
): NewEvent<typeof events.TicketUpdated> => ({
  ...threadEvent(after),
  type: 'ticket.updated',
  data: {
    ...aboutMove(before, after),
    changes: changedFieldsOf(changes),
    ...(note ? { note } : {}),
  },
});

/**
 * Reduces the custom fields in a change to those that changed and shortens long texts, because all fields
 * together may exceed the size of an event.
 */
function changedFieldsOf({ fields, ...changes }: events.Changes): events.Changes {
  if (!fields) return changes;
  const { from = {}, to = {} } = fields;
  const differs = (key: string) => ownProperty(from, key) !== ownProperty(to, key);
  const changedValues = (values: FieldValues) =>
    Object.fromEntries(
      Object.entries(values)
        .filter(([key]) => differs(key))
        .map(([key, value]) => [key, typeof value === 'string' ? shortened(value) : value]),
    );
  return { ...changes, fields: { from: changedValues(from), to: changedValues(to) } };
}

const MAX_FIELD_TEXT = 300;

/** Shortens a text. The ticket holds the full current value; of the previous value only this text is kept. */
function shortened(value: string): string {
  return value.length > MAX_FIELD_TEXT
    ? `${value.slice(0, MAX_FIELD_TEXT - 1).replace(/[\ud800-\udbff]$/, '')}…`
    : value;
}

export const ticketTriaged = (
  before: Ticket,
  after: Ticket,
  found: Omit<DataBeyond<typeof events.TicketTriaged>, 'place'>,
): NewEvent<typeof events.TicketTriaged> => ({
  ...threadEvent(after),
  type: 'ticket.triaged',
  data: { ...aboutMove(before, after), ...found },
});

/**
 * Creates the event of a corrected topic or corrected sensitive kinds. `text` is what the analysis had read.
 */
export function ticketCorrected(
  ticket: Ticket,
  correction:
    | { what: 'topic'; from?: string | undefined; to?: string | undefined }
    | { what: 'sensitive'; from?: Kinds | undefined; to?: Kinds | undefined },
  text: string,
): NewEvent<typeof events.TicketCorrected> {
  return {
    ...threadEvent(ticket),
    type: 'ticket.corrected',
    data: { ...aboutTicket(ticket), ...correction, text },
  };
}

type Kinds = NonNullable<Ticket['sensitive']>['kinds'];
