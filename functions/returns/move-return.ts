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
 * Moves a return, on the version that the caller read. Refuses an unknown one with `return.not_found`, a stale version with
 * `version.stale`, and whatever `moved` refuses. To reject goods is an answer to their customer: on a sensitive ticket the untrained
 * are refused with `ticket.untrained` and machines with `ticket.person_only`, though it became one a moment ago.
 */
export function moveReturn(
  table: Table,
  ticketId: string,
  request: Versioned<MoveReturnRequest>,
  context: Context,
): Promise<Return> {
  return requireCommitted(
    retryOnStale(async () => {
      const goods = await loadReturnAtVersion(table, ticketId, request.version);
      const lane = request.to === 'rejected' ? await trainingChecks(table, goods, context) : [];
      const next = movedReturn(goods, request, context);
      const { writes, events } = moveWrites(goods, next);
      return commit(table, context, { writes: [...lane, ...writes], events, answer: next });
    }),
  );
}

/** Asserts that whoever rejects the return may tell its customer so: the ticket is as sensitive as it was read, and they are trained. */
async function trainingChecks(table: Table, { ticketId }: Return, context: Context): Promise<Write[]> {
  const ticket = await loadTicket(table, ticketId);
  if (!ticket) throw ticketError('ticket.not_found');
  const trained = await requireTraining(table, sensitiveKindsOf(ticket), context);
  return [sameSensitivityCheck(ticket), ...trained];
}
