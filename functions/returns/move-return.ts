import { type GrantOutcome, grantOrRequestApproval } from '../compensation/grants/make-grant.ts';
import { loadSpendingAuthority } from '../compensation/limits/limit-store.ts';
import type { Context } from '../platform/context.ts';
import { assertVersion, type ExpectedVersion, type Versioned } from '../platform/contract/version.ts';
import { DomainError } from '../platform/errors.ts';
import { commit } from '../platform/table/commit.ts';
import { requireCommitted } from '../platform/table/outcome.ts';
import { retryOnStale } from '../platform/table/retry-on-stale.ts';
import type { Table } from '../platform/table/table.ts';
import type { Write } from '../platform/table/write.ts';
import { loadTicket, requireTraining, sameSensitivityCheck, sensitiveKindsOf } from '../tickets/index.ts';
import { awaitingApproval, endedReturn, movedReturn, requestedGrantOf } from './return.ts';
import type { MoveReturnRequest, RefundReturnRequest, Return } from './return-requests.ts';
import { moveWrites, requireReturn, saveReturn } from './return-store.ts';

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
  return requireCommitted(
    retryOnStale(async () => {
      const [goods, standing] = await Promise.all([
        loadReturnAtVersion(table, ticketId, request.version),
        loadSpendingAuthority(table, context.actor),
      ]);
      return grantOrRequestApproval(table, requestedGrantOf(goods, request), standing, context, {
        made: (grant) => moveWrites(goods, endedReturn(goods, grant, context)),
        waiting: ({ id }) => ({ writes: [saveReturn(awaitingApproval(goods, id))], events: [] }),
      });
    }),
  );
}

/** Asserts that whoever rejects the return may tell its customer so: the ticket is as sensitive as it was read, and they are trained. */
async function trainingChecks(table: Table, { ticketId }: Return, context: Context): Promise<Write[]> {
  const ticket = await loadTicket(table, ticketId);
  if (!ticket) throw new DomainError('ticket.not_found');
  const trained = await requireTraining(table, sensitiveKindsOf(ticket), context);
  return [sameSensitivityCheck(ticket), ...trained];
}

/** A version that is lost in the write is read again, and is stale then. */
async function loadReturnAtVersion(
  table: Table,
  ticketId: string,
  version: ExpectedVersion,
): Promise<Return> {
  const goods = await requireReturn(table, ticketId);
  assertVersion(version, goods.version, 'the return');
  return goods;
}
