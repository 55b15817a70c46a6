// Moves tickets between waiting groups and agents. Each change returns the ticket's next state, its writes
// and its events, for the transaction that also changes the agent. The transaction is stale when the ticket
// changed since it was read.
import type { NewEvent } from '../../platform/table/new-event.ts';
import type { Write } from '../../platform/table/write.ts';
import type { ReleaseReason } from '../events.ts';
import { ticketAccepted, ticketAssigned, ticketQueued, ticketReleased, ticketUpdated } from './new-events.ts';
import type { RoutingDecision, Ticket } from './ticket.ts';
import { saveRoutingDecision, saveTicket } from './ticket-store.ts';

export interface TicketStep {
  next: Ticket;
  writes: Write[];
  events: NewEvent[];
}

/** Returns true while the ticket waits for an agent. */
export const isWaiting = (ticket: Ticket): boolean =>
  ticket.assigneeId === undefined && !isSolvedOrClosed(ticket);

/** Returns true when nobody works on the ticket any more. */
export const isSolvedOrClosed = ({ status }: Ticket): boolean => ['solved', 'closed'].includes(status);

export interface Assignment {
  id: string;
  weight: number;
}

/**
 * Assigns a ticket to an agent and stores the reasons. Of two workers only one succeeds; the other is stale.
 */
export function assignTicket(
  ticket: Ticket,
  decision: RoutingDecision & { agentId: string },
  assignment: Assignment,
  options: { offeredUntil?: string | undefined; queueId?: string | undefined } = {},
): TicketStep {
  const { agentId, explanation, at } = decision;
  const { offeredUntil, queueId = ticket.queueId } = options;
  const next = withAssignmentChange(ticket, at, {
    assigneeId: agentId,
    assignment,
    queueId,
    waitingGroupId: undefined,
    reevaluateAt: undefined,
    offer: offeredUntil === undefined ? undefined : { until: offeredUntil },
  });
  const previousAssigneeId = ticket.assigneeId;
  const event = ticketAssigned(ticket, next, assignment.id, {
    agentId,
    explanation,
    offeredUntil,
    previousAssigneeId,
  });
  return step(next, [event], [saveRoutingDecision(ticket.id, decision)]);
}

/** Puts a waiting ticket into a waiting group and stores the reasons. */
export function queueTicket(
  ticket: Ticket,
  place: { queueId: string; waitingGroupId: string },
  decision: RoutingDecision,
): TicketStep {
  const next = withAssignmentChange(ticket, decision.at, { ...place, reevaluateAt: decision.reevaluateAt });
  const events = next.queueId === ticket.queueId ? [] : [ticketQueued(ticket, next)];
  return step(next, events, [saveRoutingDecision(ticket.id, decision)]);
}

const MAX_SKIPS = 20;

export interface Release {
  reason: ReleaseReason;
  at: string;
  note?: string | undefined;
  /** The time until which the ticket is not offered to the same agent again. */
  skipUntil?: string | undefined;
}

/** Unassigns a ticket. It waits again and keeps its age. */
export function releaseTicket(ticket: Ticket, release: Release): TicketStep {
  const { assigneeId: agentId = '' } = ticket;
  const { reason, at, note, skipUntil } = release;
  const skips = (ticket.skips ?? []).filter((skip) => skip.agentId !== agentId && skip.until > at);
  const next = withAssignmentChange(ticket, at, {
    assigneeId: undefined,
    assignment: undefined,
    offer: undefined,
    waitingGroupId: undefined,
    reevaluateAt: undefined,
    previousAssigneeId: agentId,
    previouslyReleasedAt: at,
    skips: skipUntil === undefined ? skips : [...skips, { agentId, until: skipUntil }].slice(-MAX_SKIPS),
  });
  return step(next, [ticketReleased(ticket, next, { agentId, reason, note })]);
}

/** Accepts a ticket that was offered to its assignee. */
export function acceptTicket(ticket: Ticket, at: string): TicketStep {
  const next = withAssignmentChange(ticket, at, { offer: undefined });
  return step(next, [ticketAccepted(next, String(ticket.assigneeId))]);
}

/** Moves a ticket to another queue by hand. */
export function moveToQueue(ticket: Ticket, queueId: string, reason: string, at: string): TicketStep {
  const next = withAssignmentChange(ticket, at, { queueId, queuedBy: 'staff' });
  return step(next, [
    ticketUpdated(ticket, next, { queueId: { from: ticket.queueId, to: queueId } }, reason),
  ]);
}

const withAssignmentChange = (ticket: Ticket, at: string, change: Partial<Ticket>): Ticket => ({
  ...ticket,
  ...change,
  version: ticket.version + 1,
  updatedAt: at,
});

function step(next: Ticket, events: NewEvent[], also: readonly Write[] = []): TicketStep {
  return { next, writes: [saveTicket(next), ...also], events };
}
