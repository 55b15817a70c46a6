// The end of an approval request: a lead says yes or no, or nobody says anything for seven days.

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
 * Approves a request: the grant is made in the same transaction, once, and counts against the month of who approves.
 * Refuses an unknown request with `approval.not_found`, one that was settled, by somebody at the same moment too, with
 * `approval.settled`, one's own with `approval.own_request`, a ticket that was closed with `ticket.closed`; above the authority of
 * the caller with `spending_limit.exceeded`, and then it goes on waiting.
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
      const [standing, goods] = await Promise.all([
        loadSpendingAuthority(table, context.actor),
        requestedGrant.forReturn ? requireReturn(table, requestedGrant.ticketId) : undefined,
      ]);
      const { grant, ...made } = grantWithinLimits(
        requestedGrant,
        standing,
        { approvalId, requestedBy },
        context,
      );
      const next = settledApproval(approval, 'approved', { answer, grantId: grant.id }, context);
      const beside = goods ? moveWrites(goods, endedReturn(goods, grant, context)) : emptyPart;
      return commit(table, context, {
        writes: [...settleApproval(next), ...made.writes, ...beside.writes],
        events: [approvalSettled(next, 'approved'), ...made.events, ...beside.events],
        answer: next,
      });
    }),
  );
}

/** Rejects a request; nothing is granted, so any lead may. Refuses as `approve` does. */
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

/** Ends a request that nobody has settled in time. Does nothing when it was settled meanwhile, which takes this work away. */
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

/** A return that waited for the request may be ended in another way again. */
async function releaseReturn(table: Table, { id, requestedGrant }: Approval): Promise<Write[]> {
  if (!requestedGrant.forReturn) return [];
  const goods = await requireReturn(table, requestedGrant.ticketId);
  return goods.approvalId === id ? [saveReturn(approvalNotGiven(goods))] : [];
}
