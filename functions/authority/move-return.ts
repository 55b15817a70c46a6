import type { Context } from '../platform/context.ts';
import { type ExpectedVersion, needVersion, type Versioned } from '../platform/contract/version.ts';
import { commit, whileContended } from '../platform/table/commit.ts';
import type { Table } from '../platform/table/table.ts';
import { loadStanding } from './limit-store.ts';
import { type GrantOutcome, grantOrAsk } from './make-grant.ts';
import { endedReturn, moved, waiting, wishOf } from './return.ts';
import type { MoveReturnRequest, RefundReturnRequest, Return } from './return-requests.ts';
import { moveWrites, needReturn, saveReturn } from './return-store.ts';

/**
 * Moves a return, on the version that the caller read. Refuses an unknown one with `return.not_found`, a stale version with
 * `version.stale`, and whatever `moved` refuses.
 */
export function moveReturn(
  table: Table,
  ticketId: string,
  request: Versioned<MoveReturnRequest>,
  context: Context,
): Promise<Return> {
  return whileContended(async () => {
    const goods = await atVersion(table, ticketId, request.version);
    const next = moved(goods, request, context);
    await commit(table, context, { ...moveWrites(goods, next), answer: next });
    return next;
  });
}

/**
 * Ends an inspected return with a refund or a credit: a grant within the caller's authority, in the transaction that moves
 * the return; above it an approval request, and the return waits. Refuses as `moveReturn` and `wishOf` do.
 */
export function refundReturn(
  table: Table,
  ticketId: string,
  request: Versioned<RefundReturnRequest>,
  context: Context,
): Promise<GrantOutcome> {
  return whileContended(async () => {
    const [goods, standing] = await Promise.all([
      atVersion(table, ticketId, request.version),
      loadStanding(table, context.actor),
    ]);
    return grantOrAsk(table, wishOf(goods, request), standing, context, {
      made: (grant) => moveWrites(goods, endedReturn(goods, grant, context)),
      waiting: ({ id }) => ({ writes: [saveReturn(waiting(goods, id))], events: [] }),
    });
  });
}

/** A version that is lost in the write is read again, and is stale then. */
async function atVersion(table: Table, ticketId: string, version: ExpectedVersion): Promise<Return> {
  const goods = await needReturn(table, ticketId);
  needVersion(version, goods.version, 'the return');
  return goods;
}
