// The end of an approval request: a lead says yes or no, or nobody says anything for seven days.
import { claim, type DueMessage } from '../platform/agenda/due.ts';
import type { Context } from '../platform/context.ts';
import { commit, whileContended } from '../platform/table/commit.ts';
import type { Table } from '../platform/table/table.ts';
import type { Write } from '../platform/table/write.ts';
import { type Approval, needSettleable, settledAs } from './approval.ts';
import { endApproval, needApproval, settleApproval } from './approval-store.ts';
import { approvalSettled } from './events.ts';
import { loadStanding } from './limit-store.ts';
import { grantWithin, type Part } from './make-grant.ts';
import { endedReturn, refused } from './return.ts';
import { moveWrites, needReturn, saveReturn } from './return-store.ts';

const nothing: Part = { writes: [], events: [] };

/**
 * Approves a request: the grant is made in the same transaction, once, and counts against the month of who approves.
 * Refuses an unknown request with `approval.not_found`, one that was settled, by somebody at the same moment too, with
 * `approval.settled`, one's own with `approval.own`, a ticket that was closed with `ticket.closed`; above the authority of
 * the caller with `authority.exceeded`, and then it goes on waiting.
 */
export function approve(
  table: Table,
  approvalId: string,
  answer: string | undefined,
  context: Context,
): Promise<Approval> {
  return whileContended(async () => {
    const approval = await needApproval(table, approvalId);
    needSettleable(approval, context);
    const { wish, requestedBy } = approval;
    const [standing, goods] = await Promise.all([
      loadStanding(table, context.actor),
      wish.forReturn ? needReturn(table, wish.ticketId) : undefined,
    ]);
    const { grant, ...made } = grantWithin(wish, standing, { approvalId, requestedBy }, context);
    const next = settledAs(approval, 'approved', { answer, grantId: grant.id }, context);
    const beside = goods ? moveWrites(goods, endedReturn(goods, grant, context)) : nothing;
    await commit(table, context, {
      writes: [...settleApproval(next), ...made.writes, ...beside.writes],
      events: [approvalSettled(next), ...made.events, ...beside.events],
      answer: next,
    });
    return next;
  });
}

/** Rejects a request; nothing is granted, so any lead may. Refuses as `approve` does. */
export function reject(
  table: Table,
  approvalId: string,
  answer: string | undefined,
  context: Context,
): Promise<Approval> {
  return whileContended(async () => {
    const approval = await needApproval(table, approvalId);
    needSettleable(approval, context);
    const next = settledAs(approval, 'rejected', { answer }, context);
    const writes = [...settleApproval(next), ...(await freed(table, approval))];
    await commit(table, context, { writes, events: [approvalSettled(next)], answer: next });
    return next;
  });
}

/** Ends a request that nobody has settled in time. One that was settled meanwhile has taken this work away: `AlreadyDone`. */
export async function expire(table: Table, due: DueMessage, context: Context): Promise<void> {
  const approval = await needApproval(table, String(due.data.approvalId));
  if (approval.status !== 'pending') return commit(table, context, { writes: [claim(due)] });
  const next = settledAs(approval, 'expired', {}, context);
  const writes = [claim(due), endApproval(next), ...(await freed(table, approval))];
  await commit(table, context, { writes, events: [approvalSettled(next)] });
}

/** A return that waited for the request may be ended in another way again. */
async function freed(table: Table, { id, wish }: Approval): Promise<Write[]> {
  if (!wish.forReturn) return [];
  const goods = await needReturn(table, wish.ticketId);
  return goods.approvalId === id ? [saveReturn(refused(goods))] : [];
}
