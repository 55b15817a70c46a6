// The rules of a ticket's life, pure: state and input in, next state and events out, or a refusal.
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

/** For how long an answer reopens a solved ticket; after that it is closed and an answer begins a linked one. */
export const REOPEN_WINDOW_MS = 7 * DAY_MS;

/**
 * A ticket as it is at its opening. A function of the opening event alone, so that a replayed answer is the first one.
 * `unverified`: what speaks against its sender, if anything.
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

/** From which status a ticket may be moved to which. `new` is only ever the beginning, `closed` the end. */
const transitions: Readonly<Record<Status, readonly Status[]>> = {
  new: ['open', 'pending', 'on_hold', 'solved'],
  open: ['pending', 'on_hold', 'solved'],
  pending: ['open', 'on_hold', 'solved'],
  on_hold: ['open', 'pending', 'solved'],
  solved: ['open', 'closed'],
  closed: [],
};

/** Moves a ticket to another status. Refuses what the state machine does not know, the same status included. */
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

/** Neither in a line nor in anybody's hands. */
const clearedAssignment = {
  line: undefined,
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

/** Back among the waiting: the last agent is remembered and comes first when it is given out again. */
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

/** Ends a ticket for good; nothing reopens it. */
export function close(ticket: Ticket, reason: CloseReason, with_: Partial<Ticket>, context: Context): Step {
  const ended = { status: 'closed', closedAt: context.now.toISOString(), ...clearedAssignment } as const;
  const next = withChanges(ticket, { ...ended, closesAt: undefined, ...with_ }, context);
  return { next, events: [ticketClosed(ticket, next, reason)] };
}

/** A message by staff. The first public one by a human is the first reply and takes a new ticket to open. */
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
  // A ticket that staff opened began with a public staff message: the next one is its first reply all the same,
  // because the opening message is not a `message_added`.
  const next = withChanges(ticket, { firstReplyAt: at, status }, context);
  const reply = messageAdded(next, { ...draft, firstReplySeconds: secondsBetween(ticket.openedAt, at) });
  return { next, events: status === ticket.status ? [reply] : [reply, statusChanged(ticket, next)] };
}

/** A public message by a human; of phone calls only one that reached the customer. */
export const countsAsReply = ({
  visibility,
  automatic,
  call,
}: Pick<MessageAdded, 'visibility' | 'automatic' | 'call'>) =>
  visibility === 'public' && !automatic && (call === undefined || call.outcome === 'reached');

/** Whether a message by the customer comes too late to reopen the ticket: it begins a linked one. */
export function needsFollowUp({ status, closesAt }: Ticket, now: Date): boolean {
  return (
    status === 'closed' || (status === 'solved' && closesAt !== undefined && closesAt <= now.toISOString())
  );
}

/**
 * A message by the customer: wakes a ticket that was waiting for them, reopens one that was solved, unless it says
 * nothing but thanks (`draft.thanks`). The caller has asked `needsFollowUp` before.
 */
export function applyCustomerMessage(ticket: Ticket, draft: MessageAdded, context: Context): Step {
  const { status } = ticket;
  const wakes =
    status === 'pending' || status === 'on_hold' || (status === 'solved' && draft.thanks === undefined);
  const moved = wakes
    ? moveToStatus(ticket, 'open', context)
    : { next: withChanges(ticket, {}, context), events: [] };
  const { thanks: _thanks, ...plain } = draft;
  const said = status === 'solved' ? draft : plain;
  return { next: moved.next, events: [messageAdded(moved.next, said), ...moved.events] };
}

/** A message that is not proven to be the customer's: it wakes and reopens as theirs would, and is never mere thanks. */
export const applyUnverifiedMessage = (ticket: Ticket, draft: MessageAdded, context: Context): Step =>
  applyCustomerMessage(ticket, { ...draft, thanks: undefined }, context);

export function withChanges(ticket: Ticket, change: Partial<Ticket>, context: Context): Ticket {
  return { ...ticket, ...change, version: ticket.version + 1, updatedAt: context.now.toISOString() };
}
