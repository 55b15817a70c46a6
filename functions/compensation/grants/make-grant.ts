// The only way to grant money: at once within the caller's authority, above it as an approval request.
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

/** Either the grant that was made, or the approval request that waits for a lead. */
export type GrantOutcome = { outcome: 'made'; grant: Grant } | { outcome: 'waiting'; approval: Approval };

/**
 * Grants an amount on a ticket, or creates an approval request when it is above the caller's authority.
 * Refuses an unknown ticket with `ticket.not_found` and a closed one with `ticket.closed`. The limits, their
 * versions and the ticket's status are conditions of one transaction, so concurrent grants never exceed the
 * limit of a ticket or month.
 */
export function makeGrant(
  table: Table,
  ticketId: string,
  request: MakeGrantRequest,
  context: Context,
): Promise<GrantOutcome> {
  return requireCommitted(
    retryOnStale(async () => {
      const [ticket, authority] = await Promise.all([
        loadTicket(table, ticketId),
        loadSpendingAuthority(table, context.actor),
      ]);
      if (!ticket) throw ticketError('ticket.not_found');
      if (ticket.status === 'closed') throw ticketError('ticket.closed');
      const { customerId, channel } = ticket;
      const requestedGrant = { ticketId, customerId, channel, ...unverifiedMark(ticket), ...request };
      return grantOrRequestApproval(table, requestedGrant, authority, context);
    }),
  );
}

/** The additional writes and events of either outcome, committed in its transaction. */
export interface OutcomeParts {
  made: (grant: Grant) => TransactionPart;
  waiting: (approval: Approval) => TransactionPart;
}

const noParts: OutcomeParts = {
  made: () => ({ writes: [], events: [] }),
  waiting: () => ({ writes: [], events: [] }),
};

/**
 * Grants an amount within the caller's authority. Above it, creates an approval request and notifies the
 * leads in the same transaction. Stale when the limits changed meanwhile.
 */
export async function grantOrRequestApproval(
  table: Table,
  requestedGrant: RequestedGrant,
  authority: SpendingAuthority,
  context: Context,
  parts: OutcomeParts = noParts,
): Promise<Outcome<GrantOutcome>> {
  const granted = await grantAtOnce(table, requestedGrant, authority, context, parts.made);
  const exceeded = exceededLimitIn(granted);
  if (!exceeded) return granted;
  const approval = newApproval(requestedGrant, exceeded.message, context);
  const part = parts.waiting(approval);
  return commit(table, context, {
    writes: [
      ...openTicketChecks(requestedGrant),
      ...createApproval(approval),
      notifyLeads(approval, context),
      ...part.writes,
    ],
    events: [approvalRequested(approval), ...part.events],
    answer: { outcome: 'waiting', approval },
  });
}

async function grantAtOnce(
  table: Table,
  requestedGrant: RequestedGrant,
  authority: SpendingAuthority,
  context: Context,
  partOf: OutcomeParts['made'],
): Promise<Outcome<GrantOutcome>> {
  const { kind, amount } = requestedGrant;
  const singleError = singleLimitError(limitFor(authority, kind, amount.currency).limit, amount);
  if (singleError) return refused(rejection(singleError));
  const { grant, writes, events } = grantWithinLimits(requestedGrant, authority, {}, context);
  const part = partOf(grant);
  return commit(table, context, {
    writes: [...writes, ...part.writes],
    events: [...events, ...part.events],
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
  const notification = {
    id: ids.next('event'),
    at: now.toISOString(),
    type: 'approval.requested',
    why: 'lead',
  } as const;
  return notificationWrite(ALL_LEADS, { ...notification, ticketId, approvalId, by: actor.id }, now);
}

/**
 * Returns a grant under the given authority with the writes and events of its transaction. The writes assert
 * that the ticket is not closed, that the limits are unchanged, and that the totals of ticket and month stay
 * within them. Refuses an amount above a limit with `spending_limit.exceeded`, here or in the write.
 */
export function grantWithinLimits(
  requestedGrant: RequestedGrant,
  authority: SpendingAuthority,
  request: Pick<Grant, 'approvalId'> & { requestedBy?: Grant['requestedBy'] },
  { ids, now }: Context,
): TransactionPart & { grant: Grant } {
  const { limit, from } = limitFor(authority, requestedGrant.kind, requestedGrant.amount.currency);
  const grant: Grant = {
    id: ids.next('grant'),
    version: 1,
    state: 'made',
    ...requestedGrant,
    requestedBy: authority.holder,
    grantedBy: authority.holder,
    ...request,
    madeAt: now.toISOString(),
  };
  return {
    grant,
    writes: [
      ...openTicketChecks(requestedGrant),
      ...assertLimits(authority, from),
      ...reserveSpend(spendOf(grant), limit),
      createGrant(grant),
    ],
    events: [grantMade(grant)],
  };
}

/**
 * Asserts that the ticket is not closed. A return can be completed even when its ticket was closed long ago.
 */
const openTicketChecks = ({ ticketId, forReturn }: RequestedGrant): Write[] =>
  forReturn ? [] : [ticketNotClosedCheck(ticketId)];
