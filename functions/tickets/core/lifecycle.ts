// The rules of a ticket's lifecycle. Pure: they take state and input and return the next state with its
// events, or refuse.
import { DAY_MS } from '../../platform/clock.ts';
import type { Context } from '../../platform/context.ts';
import type { NewEvent } from '../../platform/table/new-event.ts';
import { ticketError } from '../errors.ts';
import type { CloseReason } from '../events.ts';
import {
  type MessageAdded,
  messageAdded,
  statusChanged,
  ticketClosed,
  ticketReopened,
  ticketSolved,
} from './new-events.ts';
import { isSensitive, type OpenTicket, type Status, type Ticket } from './ticket.ts';

export interface Step {
  next: Ticket;
  events: NewEvent[];
}

/**
 * The time during which a customer's message reopens a solved ticket. After that the ticket is closed and a
 * message opens a follow-up.
 */
export const REOPEN_WINDOW_MS = 7 * DAY_MS;

/**
 * Returns a ticket as it is when it opens. Depends on the opening event alone, so that a replayed answer
 * equals the first one. `unverified` is the reason to doubt the sender, if there is one.
 */
export function openedTicket(
  ticketId: string,
  request: OpenTicket & { unverified?: unknown },
  openedBy: Ticket['openedBy'],
  openedAt: string,
): Ticket {
  const { customerId, subject, channel, priority = 'normal', language, queueId } = request;
  const { followUpOf, splitFrom, firstMessageAt, unverified, kind = 'question' } = request;
  const { requiredSkills = [], preferredSkills = [], tags = [] } = request;
  return {
    id: ticketId,
    version: 1,
    customerId,
    subject,
    channel,
    status: 'new',
    priority,
    language,
    kind,
    queueId,
    requiredSkills,
    preferredSkills,
    tags,
    fields: {},
    followers: [],
    followUpOf,
    splitFrom,
    openedAt,
    openedBy,
    ...(unverified === undefined ? {} : { unverified: true as const }),
    firstMessageAt,
    waitingSince: openedAt,
    updatedAt: openedAt,
    reopens: 0,
  };
}

const secondsBetween = (from: string, to: string) =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));

/** The statuses that a ticket can move to from each status. Nothing moves to `new` or away from `closed`. */
const transitions: Readonly<Record<Status, readonly Status[]>> = {
  new: ['open', 'pending', 'on_hold', 'solved'],
  open: ['pending', 'on_hold', 'solved'],
  pending: ['open', 'on_hold', 'solved'],
  on_hold: ['open', 'pending', 'solved'],
  solved: ['open', 'closed'],
  closed: [],
};

/**
 * Moves a ticket to another status. Refuses a transition that the state machine does not allow, and the
 * ticket's current status, with `ticket.transition_refused`.
 */
export function moveToStatus(ticket: Ticket, to: Status, context: Context): Step {
  if (!transitions[ticket.status].includes(to)) {
    throw ticketError('ticket.transition_refused', `A ticket that is ${ticket.status} cannot become ${to}.`);
  }
  if (to === 'solved') return solve(ticket, context);
  if (to === 'closed') return close(ticket, 'staff', {}, context);
  if (ticket.status === 'solved') return reopen(ticket, context);
  const next = withChanges(ticket, { status: to }, context);
  return { next, events: [statusChanged(ticket, next)] };
}

/** The fields that are cleared when a ticket is neither in a waiting group nor assigned. */
const clearedAssignment = {
  waitingGroupId: undefined,
  reevaluateAt: undefined,
  offer: undefined,
  skips: undefined,
  assignment: undefined,
};

function solve(ticket: Ticket, context: Context): Step {
  const at = context.now.toISOString();
  const resolution = { solvedAt: at, seconds: secondsBetween(ticket.openedAt, at) };
  const before = ticket.solvedAt
    ? { solvedAt: ticket.solvedAt, seconds: secondsBetween(ticket.openedAt, ticket.solvedAt) }
    : undefined;
  const next = withChanges(
    ticket,
    {
      status: 'solved',
      solvedAt: at,
      firstSolvedAt: ticket.firstSolvedAt ?? at,
      closesAt: new Date(context.now.getTime() + REOPEN_WINDOW_MS).toISOString(),
      ...clearedAssignment,
    },
    context,
  );
  return { next, events: [ticketSolved(ticket, next, resolution, before)] };
}

/** Reopens a ticket. It waits again; its last agent is remembered and preferred at the next assignment. */
function reopen(ticket: Ticket, context: Context): Step {
  const next = withChanges(
    ticket,
    {
      status: 'open',
      reopens: ticket.reopens + 1,
      waitingSince: context.now.toISOString(),
      previousAssigneeId: ticket.assigneeId ?? ticket.previousAssigneeId,
      previouslyReleasedAt: undefined,
      assigneeId: undefined,
      closesAt: undefined,
    },
    context,
  );
  return { next, events: [ticketReopened(ticket, next)] };
}

/** Closes a ticket for good; nothing reopens it. */
export function close(ticket: Ticket, reason: CloseReason, changes: Partial<Ticket>, context: Context): Step {
  const closed = { status: 'closed', closedAt: context.now.toISOString(), ...clearedAssignment } as const;
  const next = withChanges(ticket, { ...closed, closesAt: undefined, ...changes }, context);
  return { next, events: [ticketClosed(ticket, next, reason)] };
}

/**
 * Applies a message by staff. The first public message by a human counts as the first reply and moves a new
 * ticket to open. Refuses a public message on a closed ticket with `ticket.closed`, and an automatic public
 * one on a sensitive ticket with `ticket.person_only`.
 */
export function applyStaffMessage(
  ticket: Ticket,
  draft: Omit<MessageAdded, 'firstReplySeconds'>,
  context: Context,
): Step {
  if (ticket.status === 'closed' && draft.visibility === 'public')
    throw ticketError(
      'ticket.closed',
      'A closed ticket accepts internal notes only; open a follow-up ticket.',
    );
  if (isSensitive(ticket) && draft.automatic && draft.visibility === 'public')
    throw ticketError('ticket.person_only', 'Only a person may handle a sensitive ticket.');
  const at = context.now.toISOString();
  const first = countsAsReply(draft) && ticket.firstReplyAt === undefined;
  if (!first) {
    const next = withChanges(ticket, {}, context);
    return { next, events: [messageAdded(next, draft)] };
  }
  const status = ticket.status === 'new' ? 'open' : ticket.status;
  // This also holds for a ticket that staff opened with a public message: its next message is the first
  // reply, because the opening message is not a `message_added`.
  const next = withChanges(ticket, { firstReplyAt: at, status }, context);
  const reply = messageAdded(next, { ...draft, firstReplySeconds: secondsBetween(ticket.openedAt, at) });
  return { next, events: status === ticket.status ? [reply] : [reply, statusChanged(ticket, next)] };
}

/** Returns true for a public message by a human; a phone call counts only when it reached the customer. */
export const countsAsReply = ({
  visibility,
  automatic,
  call,
}: Pick<MessageAdded, 'visibility' | 'automatic' | 'call'>) =>
  visibility === 'public' && !automatic && (call === undefined || call.outcome === 'reached');

/** Returns true when a customer's message comes too late to reopen the ticket and must open a follow-up. */
export function needsFollowUp({ status, closesAt }: Ticket, now: Date): boolean {
  return (
    status === 'closed' || (status === 'solved' && closesAt !== undefined && closesAt <= now.toISOString())
  );
}

/**
 * Applies a customer's message. Moves a pending or on-hold ticket to open, and reopens a solved one unless
 * the message only says thanks (`draft.thanks`). The caller has checked `needsFollowUp` before.
 */
export function applyCustomerMessage(ticket: Ticket, draft: MessageAdded, context: Context): Step {
  const { status } = ticket;
  const opens =
    status === 'pending' || status === 'on_hold' || (status === 'solved' && draft.thanks === undefined);
  const moved = opens
    ? moveToStatus(ticket, 'open', context)
    : { next: withChanges(ticket, {}, context), events: [] };
  const { thanks: _thanks, ...plain } = draft;
  const message = status === 'solved' ? draft : plain;
  return { next: moved.next, events: [messageAdded(moved.next, message), ...moved.events] };
}

/**
 * Applies a message with an unverified sender. It changes the status as a customer's message does, and never
 * counts as mere thanks.
 */
export const applyUnverifiedMessage = (ticket: Ticket, draft: MessageAdded, context: Context): Step =>
  applyCustomerMessage(ticket, { ...draft, thanks: undefined }, context);

export function withChanges(ticket: Ticket, change: Partial<Ticket>, context: Context): Ticket {
  return { ...ticket, ...change, version: ticket.version + 1, updatedAt: context.now.toISOString() };
}
