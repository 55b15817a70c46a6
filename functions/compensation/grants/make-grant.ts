// The one way money is given away: inside the authority of who decides, at once; above it, as a request to who may.

import type { Context } from '../../platform/context.ts';
import { DomainError } from '../../platform/errors.ts';
import { commit } from '../../platform/table/commit.ts';
import { type Outcome, refusalIn, refused, requireCommitted } from '../../platform/table/outcome.ts';
import { rejection } from '../../platform/table/refusal.ts';
import { retryOnStale } from '../../platform/table/retry-on-stale.ts';
import type { Table } from '../../platform/table/table.ts';
import type { TransactionPart } from '../../platform/table/transaction-part.ts';
import type { Write } from '../../platform/table/write.ts';
import {
  ALL_LEADS,
  loadTicket,
  notificationWrite,
  ticketError,
  ticketNotClosedCheck,
  unverifiedMark,
} from '../../tickets/index.ts';

import { limitFor, type SpendingAuthority, singleLimitError } from '../limits/limit.ts';
import { assertLimits, loadSpendingAuthority, reserveSpend } from '../limits/limit-store.ts';
import { approvalRequested, grantMade } from '../new-events.ts';
import { type Approval, newApproval } from './approval.ts';
import { createApproval } from './approval-store.ts';
import { type Grant, type MakeGrantRequest, type RequestedGrant, spendOf } from './grant.ts';
import { createGrant } from './grant-store.ts';

/** Exactly one of the two: what was granted, or the request that waits for a lead. */
export type GrantOutcome = { outcome: 'made'; grant: Grant } | { outcome: 'waiting'; approval: Approval };

/**
 * Grants an amount on a ticket, or asks the leads for it when it is above the caller's authority. Refuses an unknown ticket
 * with `ticket.not_found`, a closed one with `ticket.closed`. The limits, their versions and the ticket are conditions of
 * the one transaction: of grants at the same time no more pass than the ticket and the month have room for.
 */
export function makeGrant(
  table: Table,
  ticketId: string,
  request: MakeGrantRequest,
  context: Context,
): Promise<GrantOutcome> {
  return requireCommitted(
    retryOnStale(async () => {
      const [ticket, standing] = await Promise.all([
        loadTicket(table, ticketId),
        loadSpendingAuthority(table, context.actor),
      ]);
      if (!ticket) throw ticketError('ticket.not_found');
      if (ticket.status === 'closed') throw ticketError('ticket.closed');
      const { customerId, channel } = ticket;
      const requestedGrant = { ticketId, customerId, channel, ...unverifiedMark(ticket), ...request };
      return grantOrRequestApproval(table, requestedGrant, standing, context);
    }),
  );
}

/** What goes with either outcome, in its transaction. */
export interface OutcomeParts {
  made: (grant: Grant) => TransactionPart;
  waiting: (approval: Approval) => TransactionPart;
}

const noParts: OutcomeParts = {
  made: () => ({ writes: [], events: [] }),
  waiting: () => ({ writes: [], events: [] }),
};

/**
 * Grants an amount within the caller's authority. Above it, creates an approval request and notifies the leads in the same
 * transaction. Stale when the limits changed meanwhile.
 */
export async function grantOrRequestApproval(
  table: Table,
  requestedGrant: RequestedGrant,
  authority: SpendingAuthority,
  context: Context,
  companions: OutcomeParts = noParts,
): Promise<Outcome<GrantOutcome>> {
  const granted = await grantAtOnce(table, requestedGrant, authority, context, companions.made);
  const exceeded = exceededLimitIn(granted);
  if (!exceeded) return granted;
  const approval = newApproval(requestedGrant, exceeded.message, context);
  const beside = companions.waiting(approval);
  return commit(table, context, {
    writes: [
      ...openTicketChecks(requestedGrant),
      ...createApproval(approval),
      notifyLeads(approval, context),
      ...beside.writes,
    ],
    events: [approvalRequested(approval), ...beside.events],
    answer: { outcome: 'waiting', approval },
  });
}

async function grantAtOnce(
  table: Table,
  requestedGrant: RequestedGrant,
  authority: SpendingAuthority,
  context: Context,
  companion: OutcomeParts['made'],
): Promise<Outcome<GrantOutcome>> {
  const { kind, amount } = requestedGrant;
  const tooMuch = singleLimitError(limitFor(authority, kind, amount.currency).limit, amount);
  if (tooMuch) return refused(rejection(tooMuch));
  const { grant, writes, events } = grantWithinLimits(requestedGrant, authority, {}, context);
  const beside = companion(grant);
  return commit(table, context, {
    writes: [...writes, ...beside.writes],
    events: [...events, ...beside.events],
    answer: { outcome: 'made', grant },
  });
}

/** Returns the refusal when a limit is the reason why nothing was granted. */
function exceededLimitIn(outcome: Outcome<GrantOutcome>): DomainError | undefined {
  const refusal = refusalIn(outcome);
  return refusal?.kind === 'error' && refusal.error.code === 'spending_limit.exceeded'
    ? refusal.error
    : undefined;
}

function notifyLeads(
  { id: approvalId, requestedGrant: { ticketId } }: Approval,
  { actor, ids, now }: Context,
): Write {
  const what = {
    id: ids.next('event'),
    at: now.toISOString(),
    type: 'approval.requested',
    why: 'lead',
  } as const;
  return notificationWrite(ALL_LEADS, { ...what, ticketId, approvalId, by: actor.id }, now);
}

/**
 * A grant by whoever's standing it is, with all that its transaction must hold: the ticket not closed, the limits as they
 * were read, the ticket and the month with room for it. Refuses with `spending_limit.exceeded`, here or in the write.
 */
export function grantWithinLimits(
  requestedGrant: RequestedGrant,
  standing: SpendingAuthority,
  asked: Pick<Grant, 'approvalId'> & { requestedBy?: Grant['requestedBy'] },
  { ids, now }: Context,
): TransactionPart & { grant: Grant } {
  const { limit, from } = limitFor(standing, requestedGrant.kind, requestedGrant.amount.currency);
  const grant: Grant = {
    id: ids.next('grant'),
    version: 1,
    state: 'made',
    ...requestedGrant,
    requestedBy: standing.holder,
    grantedBy: standing.holder,
    ...asked,
    madeAt: now.toISOString(),
  };
  return {
    grant,
    writes: [
      ...openTicketChecks(requestedGrant),
      ...assertLimits(standing, from),
      ...reserveSpend(spendOf(grant), limit),
      createGrant(grant),
    ],
    events: [grantMade(grant)],
  };
}

/** A return ends when its goods are back, however long its ticket has been closed by then. */
const openTicketChecks = ({ ticketId, forReturn }: RequestedGrant): Write[] =>
  forReturn ? [] : [ticketNotClosedCheck(ticketId)];
