// The end of an approval request: a lead approves or rejects it, or it expires after seven days.
import type { Context } from '../../platform/context.ts';
import { claim, type DueMessage } from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import { requireApplied, requireCommitted } from '../../platform/table/outcome.ts';
import { retryOnStale } from '../../platform/table/retry-on-stale.ts';
import type { Table } from '../../platform/table/table.ts';
import type { TransactionPart } from '../../platform/table/transaction-part.ts';
import type { Write } from '../../platform/table/write.ts';
import { approvalNotGiven, endedReturn, moveWrites, requireReturn, saveReturn } from '../../returns/index.ts';
import { loadSpendingAuthority } from '../limits/limit-store.ts';
import { approvalSettled } from '../new-events.ts';
import { type Approval, assertSettleable, settledApproval } from './approval.ts';
import { endApproval, requireApproval, settleApproval } from './approval-store.ts';
import { grantWithinLimits } from './make-grant.ts';

const emptyPart: TransactionPart = { writes: [], events: [] };

/**
 * Approves a request. The grant is made once, in the same transaction, and counts against the month of the
 * approver. Refuses an unknown request with `approval.not_found`; one that is already settled, or is settled
 * concurrently, with `approval.settled`; the caller's own with `approval.own_request`; a closed ticket with
 * `ticket.closed`. An amount above the caller's authority is refused with `spending_limit.exceeded`, and the
 * request stays pending.
 */
export function approveRequest(
  table: Table,
  approvalId: string,
  answer: string | undefined,
  context: Context,
): Promise<Approval> {
  return requireCommitted(
    retryOnStale(async () => {
      const approval = await requireApproval(table, approvalId);
      assertSettleable(approval, context);
      const { requestedGrant, requestedBy } = approval;
      const [authority, currentReturn] = await Promise.all([
        loadSpendingAuthority(table, context.actor),
        requestedGrant.forReturn ? requireReturn(table, requestedGrant.ticketId) : undefined,
      ]);
      const { grant, ...made } = grantWithinLimits(
        requestedGrant,
        authority,
        { approvalId, requestedBy },
        context,
      );
      const next = settledApproval(approval, 'approved', { answer, grantId: grant.id }, context);
      const returnPart = currentReturn
        ? moveWrites(currentReturn, endedReturn(currentReturn, grant, context))
        : emptyPart;
      return commit(table, context, {
        writes: [...settleApproval(next), ...made.writes, ...returnPart.writes],
        events: [approvalSettled(next, 'approved'), ...made.events, ...returnPart.events],
        answer: next,
      });
    }),
  );
}

/**
 * Rejects a request. Nothing is granted, so any lead may do it. Refuses an unknown request with
 * `approval.not_found`, and otherwise as `assertSettleable` does.
 */
export function rejectRequest(
  table: Table,
  approvalId: string,
  answer: string | undefined,
  context: Context,
): Promise<Approval> {
  return requireCommitted(
    retryOnStale(async () => {
      const approval = await requireApproval(table, approvalId);
      assertSettleable(approval, context);
      const next = settledApproval(approval, 'rejected', { answer }, context);
      const writes = [...settleApproval(next), ...(await releaseReturn(table, approval))];
      return commit(table, context, { writes, events: [approvalSettled(next, 'rejected')], answer: next });
    }),
  );
}

/**
 * Expires a request that nobody settled in time. Only claims the work when the request was settled meanwhile.
 */
export async function expireRequest(table: Table, due: DueMessage, context: Context): Promise<void> {
  const approval = await requireApproval(table, String(due.data.approvalId));
  if (approval.status !== 'pending') {
    await requireApplied(commit(table, context, { writes: [claim(due)] }));
    return;
  }
  const next = settledApproval(approval, 'expired', {}, context);
  const writes = [claim(due), endApproval(next), ...(await releaseReturn(table, approval))];
  await requireApplied(commit(table, context, { writes, events: [approvalSettled(next, 'expired')] }));
}

/** Returns the write that releases a return from the request, so that it can be completed in another way. */
async function releaseReturn(table: Table, { id, requestedGrant }: Approval): Promise<Write[]> {
  if (!requestedGrant.forReturn) return [];
  const currentReturn = await requireReturn(table, requestedGrant.ticketId);
  return currentReturn.approvalId === id ? [saveReturn(approvalNotGiven(currentReturn))] : [];
}
