// A ticket that a queue gives on condition of acceptance: accepted, declined, or left until the time is up.

import type { Context } from '../../platform/context.ts';
import { cancelWork, claim, type DueMessage } from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import { requireApplied, requireCommitted } from '../../platform/table/outcome.ts';
import type { Table } from '../../platform/table/table.ts';
import {
  acceptTicket,
  isSolvedOrClosed,
  loadTicket,
  requireTraining,
  sensitiveKindsOf,
  type Ticket,
  ticketError,
} from '../../tickets/index.ts';
import { retryAssignment, unassign } from '../agents/unassign.ts';
import { routingError } from '../errors.ts';
import { routingWork } from '../keys.ts';
import type { RoutingDeps } from './table-routing-store.ts';

export interface OfferAnswer {
  ticketId: string;
  outcome: 'accepted' | 'declined';
}

/** The ticket that is offered to the caller; refuses any other, and one whose time is up, with `routing.no_offer`. */
async function loadOfferedTicket(table: Table, ticketId: string, { actor, now }: Context): Promise<Ticket> {
  const ticket = await loadTicket(table, ticketId);
  if (!ticket) throw ticketError('ticket.not_found');
  const open = ticket.assigneeId === actor.id && !isSolvedOrClosed(ticket) && ticket.offer;
  if (!open || open.until < now.toISOString()) throw routingError('routing.no_offer');
  return ticket;
}

/**
 * The offered agent takes the ticket. Refuses with `routing.no_offer` when it is not theirs to take, or too late, and with
 * `ticket.untrained` when it became sensitive, or they lost their training, since it was offered.
 */
export function acceptOffer(table: Table, ticketId: string, context: Context): Promise<OfferAnswer> {
  return requireCommitted(
    retryAssignment(async () => {
      const ticket = await loadOfferedTicket(table, ticketId, context);
      const { writes: taken, events } = acceptTicket(ticket, context.now.toISOString());
      const answer: OfferAnswer = { ticketId, outcome: 'accepted' };
      const trained = await requireTraining(table, sensitiveKindsOf(ticket), context);
      const writes = [...trained, ...taken, cancelWork(routingWork.offer(ticketId))];
      return commit(table, context, { writes, events, answer });
    }),
  );
}

/** The offered agent does not take it: it waits again as old as it is, and is not offered to them for a while. */
export function declineOffer(
  table: Table,
  input: { ticketId: string; reason: string; skipSeconds: number },
  context: Context,
): Promise<OfferAnswer> {
  return requireCommitted(
    retryAssignment(async () => {
      const ticket = await loadOfferedTicket(table, input.ticketId, context);
      const answer: OfferAnswer = { ticketId: ticket.id, outcome: 'declined' };
      const release = {
        reason: 'declined' as const,
        note: input.reason,
        ...skipAgentUntil(input.skipSeconds, context),
      };
      return unassign(table, ticket, release, context, { answer });
    }),
  );
}

const skipAgentUntil = (seconds: number, { now }: Context) => ({
  at: now.toISOString(),
  skipUntil: new Date(now.getTime() + seconds * 1000).toISOString(),
});

/** The time for an answer is up: the ticket waits again, unless it was answered, or its agent has it no more. */
export async function expireOffer(
  { table, config }: RoutingDeps,
  message: DueMessage,
  context: Context,
): Promise<void> {
  const { skipSeconds } = (await config(context.now)).settings;
  await requireApplied(
    retryAssignment(async () => {
      const ticket = await loadTicket(table, String(message.data.ticketId));
      const open = ticket?.offer?.until === message.at && !isSolvedOrClosed(ticket);
      if (!open) return commit(table, context, { writes: [claim(message)] });
      const release = { reason: 'not_accepted' as const, ...skipAgentUntil(skipSeconds, context) };
      return unassign(table, ticket, release, context, { offerEnd: claim(message) });
    }),
  );
}
