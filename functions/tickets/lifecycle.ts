// The rules of a ticket's life, pure: state and input in, next state and events out, or a refusal.
import type { Context } from '../platform/context.ts';
import { DomainError } from '../platform/errors.ts';
import type { NewEvent } from '../platform/events/new-event.ts';
import { type MessageAdded, messageAdded, statusChanged, ticketReopened, ticketSolved } from './events.ts';
import type { OpenTicketRequest, Status, Ticket } from './ticket.ts';

export interface Step {
  next: Ticket;
  events: NewEvent[];
}

/** A ticket as it is at its opening. A function of the opening event alone, so that a replayed answer is the first one. */
export function openedTicket(
  ticketId: string,
  request: OpenTicketRequest,
  openedBy: Ticket['openedBy'],
  openedAt: string,
): Ticket {
  return {
    id: ticketId,
    version: 1,
    customerId: request.customerId,
    subject: request.subject,
    channel: request.channel,
    status: 'new',
    priority: request.priority,
    language: request.language,
    requiredSkills: request.requiredSkills,
    openedAt,
    openedBy,
    eligibleAt: openedAt,
    updatedAt: openedAt,
    reopens: 0,
  };
}

const secondsBetween = (from: string, to: string) =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));

/** From which status a ticket may be moved to which. `new` is only ever the beginning. */
const transitions: Readonly<Record<Status, readonly Status[]>> = {
  new: ['open', 'pending', 'on_hold', 'solved'],
  open: ['pending', 'on_hold', 'solved'],
  pending: ['open', 'on_hold', 'solved'],
  on_hold: ['open', 'pending', 'solved'],
  solved: ['open'],
};

/** Moves a ticket to another status. Refuses what the state machine does not know, the same status included. */
export function moveTo(ticket: Ticket, to: Status, context: Context): Step {
  if (!transitions[ticket.status].includes(to)) {
    throw new DomainError(
      'ticket.transition_refused',
      `a ticket that is ${ticket.status} cannot become ${to}`,
    );
  }
  if (to === 'solved') return solve(ticket, context);
  if (ticket.status === 'solved') return reopen(ticket, context);
  const next = changed(ticket, { status: to }, context);
  return { next, events: [statusChanged(next, ticket.status)] };
}

/** Neither in a line nor in anybody's hands. */
const nowhere = { line: undefined, offer: undefined, skips: undefined, assignment: undefined };

function solve(ticket: Ticket, context: Context): Step {
  const at = context.now.toISOString();
  const resolution = { solvedAt: at, seconds: secondsBetween(ticket.openedAt, at) };
  const before = ticket.solvedAt
    ? { solvedAt: ticket.solvedAt, seconds: secondsBetween(ticket.openedAt, ticket.solvedAt) }
    : undefined;
  const next = changed(
    ticket,
    { status: 'solved', solvedAt: at, firstSolvedAt: ticket.firstSolvedAt ?? at, ...nowhere },
    context,
  );
  return {
    next,
    events: [ticketSolved({ ...next, assignment: ticket.assignment }, ticket.status, resolution, before)],
  };
}

/** Back among the waiting: the last agent is remembered and comes first when it is given out again. */
function reopen(ticket: Ticket, context: Context): Step {
  const next = changed(
    ticket,
    {
      status: 'open',
      reopens: ticket.reopens + 1,
      eligibleAt: context.now.toISOString(),
      lastAgentId: ticket.assigneeId ?? ticket.lastAgentId,
      lastAgentAt: undefined,
      assigneeId: undefined,
    },
    context,
  );
  return { next, events: [ticketReopened(next)] };
}

/** A message by staff. The first public one by a human is the first reply and takes a new ticket to open. */
export function staffMessage(
  ticket: Ticket,
  draft: Omit<MessageAdded, 'firstReplySeconds'>,
  context: Context,
): Step {
  const at = context.now.toISOString();
  const first = draft.visibility === 'public' && !draft.automatic && ticket.firstReplyAt === undefined;
  if (!first) {
    const next = changed(ticket, {}, context);
    return { next, events: [messageAdded(next, draft)] };
  }
  const status = ticket.status === 'new' ? 'open' : ticket.status;
  // A ticket that staff opened began with a public staff message: the next one is its first reply all the same,
  // because the opening message is not a `message_added`.
  const next = changed(ticket, { firstReplyAt: at, status }, context);
  const reply = messageAdded(next, { ...draft, firstReplySeconds: secondsBetween(ticket.openedAt, at) });
  return { next, events: status === ticket.status ? [reply] : [reply, statusChanged(next, ticket.status)] };
}

/** A message by the customer: wakes a ticket that was waiting for them, reopens one that was solved. */
export function customerMessage(ticket: Ticket, draft: MessageAdded, context: Context): Step {
  const wakes = ticket.status === 'pending' || ticket.status === 'on_hold' || ticket.status === 'solved';
  const moved = wakes ? moveTo(ticket, 'open', context) : { next: changed(ticket, {}, context), events: [] };
  return { next: moved.next, events: [messageAdded(moved.next, draft), ...moved.events] };
}

function changed(ticket: Ticket, change: Partial<Ticket>, context: Context): Ticket {
  return { ...ticket, ...change, version: ticket.version + 1, updatedAt: context.now.toISOString() };
}
