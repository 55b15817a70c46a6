// Answers to offers: an offered ticket is accepted, declined, or returned when the time to accept runs out.

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

/**
 * Loads a ticket that is offered to the caller; refuses any other and an expired offer with
 * `routing.no_offer`.
 */
async function loadOfferedTicket(table: Table, ticketId: string, { actor, now }: Context): Promise<Ticket> {
  const ticket = await loadTicket(table, ticketId);
  if (!ticket) throw ticketError('ticket.not_found');
  const offer = ticket.assigneeId === actor.id && !isSolvedOrClosed(ticket) && ticket.offer;
  if (!offer || offer.until < now.toISOString()) throw routingError('routing.no_offer');
  return ticket;
}

/**
 * Accepts an offer. Refuses with `routing.no_offer` when the ticket is not offered to the caller or the time
 * is over, and with `ticket.untrained` when the ticket became sensitive, or the agent lost the training,
 * after the offer.
 */
export function acceptOffer(table: Table, ticketId: string, context: Context): Promise<OfferAnswer> {
  return requireCommitted(
    retryAssignment(async () => {
      const ticket = await loadOfferedTicket(table, ticketId, context);
      const { writes: accepted, events } = acceptTicket(ticket, context.now.toISOString());
      const answer: OfferAnswer = { ticketId, outcome: 'accepted' };
      const trained = await requireTraining(table, sensitiveKindsOf(ticket), context);
      const writes = [...trained, ...accepted, cancelWork(routingWork.offer(ticketId))];
      return commit(table, context, { writes, events, answer });
    }),
  );
}

/**
 * Declines an offer. The ticket waits again with its age, and is not offered to the same agent for
 * `skipSeconds`. Refuses with `routing.no_offer` as `acceptOffer` does.
 */
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

/** Unassigns a ticket whose offer ran out; does nothing when it was answered or is no longer offered. */
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
