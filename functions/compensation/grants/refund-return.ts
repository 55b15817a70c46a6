import type { Context } from '../../platform/context.ts';
import type { Versioned } from '../../platform/contract/version.ts';
import { requireCommitted } from '../../platform/table/outcome.ts';
import { retryOnStale } from '../../platform/table/retry-on-stale.ts';
import type { Table } from '../../platform/table/table.ts';
import {
  awaitingApproval,
  endedReturn,
  loadReturnAtVersion,
  moveWrites,
  type RefundReturnRequest,
  requestedGrantOf,
  saveReturn,
} from '../../returns/index.ts';
import { loadSpendingAuthority } from '../limits/limit-store.ts';
import { type GrantOutcome, grantOrRequestApproval } from './make-grant.ts';

/**
 * Completes an inspected return with a refund or a credit. Within the caller's authority it makes a grant in
 * the transaction that changes the return; above it, it creates an approval request and the return waits.
 * Refuses as `moveReturn` and `requestedGrantOf` do.
 */
export function refundReturn(
  table: Table,
  ticketId: string,
  request: Versioned<RefundReturnRequest>,
  context: Context,
): Promise<GrantOutcome> {
  return requireCommitted(
    retryOnStale(async () => {
      const [currentReturn, authority] = await Promise.all([
        loadReturnAtVersion(table, ticketId, request.version),
        loadSpendingAuthority(table, context.actor),
      ]);
      return grantOrRequestApproval(table, requestedGrantOf(currentReturn, request), authority, context, {
        made: (grant) => moveWrites(currentReturn, endedReturn(currentReturn, grant, context)),
        waiting: ({ id }) => ({ writes: [saveReturn(awaitingApproval(currentReturn, id))], events: [] }),
      });
    }),
  );
}
