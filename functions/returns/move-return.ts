import type { Context } from '../platform/context.ts';
import type { Versioned } from '../platform/contract/version.ts';
import { commit } from '../platform/table/commit.ts';
import { requireCommitted } from '../platform/table/outcome.ts';
import { retryOnStale } from '../platform/table/retry-on-stale.ts';
import type { Table } from '../platform/table/table.ts';
import type { Write } from '../platform/table/write.ts';
import {
  loadTicket,
  requireTraining,
  sameSensitivityCheck,
  sensitiveKindsOf,
  ticketError,
} from '../tickets/index.ts';
import { movedReturn } from './return.ts';
import type { MoveReturnRequest, Return } from './return-requests.ts';
import { loadReturnAtVersion, moveWrites } from './return-store.ts';

/**
 * Changes the state of a return on the version that the caller read. Refuses an unknown return with
 * `return.not_found` and a stale version with `version.stale`; otherwise refuses as `movedReturn` does. A
 * rejection is an answer to the customer, so on a sensitive ticket untrained people are refused with
 * `ticket.untrained` and machines with `ticket.person_only`, even when the ticket became sensitive during the
 * request.
 */
export function moveReturn(
  table: Table,
  ticketId: string,
  request: Versioned<MoveReturnRequest>,
  context: Context,
): Promise<Return> {
  return requireCommitted(
    retryOnStale(async () => {
      const current = await loadReturnAtVersion(table, ticketId, request.version);
      const checks = request.to === 'rejected' ? await trainingChecks(table, current, context) : [];
      const next = movedReturn(current, request, context);
      const { writes, events } = moveWrites(current, next);
      return commit(table, context, { writes: [...checks, ...writes], events, answer: next });
    }),
  );
}

/**
 * Returns the checks that the caller may answer the customer: the ticket's sensitive kinds are unchanged and
 * the caller is trained for them.
 */
async function trainingChecks(table: Table, { ticketId }: Return, context: Context): Promise<Write[]> {
  const ticket = await loadTicket(table, ticketId);
  if (!ticket) throw ticketError('ticket.not_found');
  const trained = await requireTraining(table, sensitiveKindsOf(ticket), context);
  return [sameSensitivityCheck(ticket), ...trained];
}
