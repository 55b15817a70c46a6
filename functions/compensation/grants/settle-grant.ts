// The end of a grant: the payment provider pays it or fails to, or somebody revokes it.
import type { Context } from '../../platform/context.ts';
import { commit } from '../../platform/table/commit.ts';
import { type Outcome, requireCommitted, unchanged } from '../../platform/table/outcome.ts';
import { retryOnStale } from '../../platform/table/retry-on-stale.ts';
import type { Table } from '../../platform/table/table.ts';
import type { TransactionPart } from '../../platform/table/transaction-part.ts';
import { moveWrites, reopenedReturn, requireReturn } from '../../returns/index.ts';
import { internalNote, loadTicket, ticketError } from '../../tickets/index.ts';
import { formatMoney } from '../limits/format-money.ts';
import { releaseSpend } from '../limits/limit-store.ts';
import { grantRevoked, grantSettled } from '../new-events.ts';
import { type Grant, revokedGrant, type SettleGrantRequest, settledGrant, spendOf } from './grant.ts';
import { requireGrant, saveGrant } from './grant-store.ts';

/**
 * Records the result of the payment provider for a grant. A failed grant no longer counts against its ticket
 * and month, and the same transaction adds an internal note to the ticket. Reporting the same result twice
 * changes nothing. Refuses an unknown grant with `grant.not_found`, and one that ended otherwise with
 * `grant.transition_refused`.
 */
export function settleGrant(
  table: Table,
  grantId: string,
  request: SettleGrantRequest,
  context: Context,
): Promise<Grant> {
  return requireCommitted(
    retryOnStale(async () => {
      const grant = await requireGrant(table, grantId);
      if (grant.state === request.outcome && grant.reference === request.reference) return unchanged(grant);
      const next = settledGrant(grant, request, context);
      const failed = request.outcome === 'failed';
      const parts = failed
        ? await Promise.all([undoGrant(table, grant, context), paymentFailedNote(table, next, context)])
        : [];
      return saveWithParts(table, next, grantSettled(next, request), parts, context);
    }),
  );
}

/**
 * Revokes a grant before it is settled. It then no longer counts against its ticket and month. Refuses an
 * unknown grant with `grant.not_found`, and otherwise as `revokedGrant` does.
 */
export function revokeGrant(table: Table, grantId: string, reason: string, context: Context): Promise<Grant> {
  return requireCommitted(
    retryOnStale(async () => {
      const grant = await requireGrant(table, grantId);
      const next = revokedGrant(grant, reason, context);
      return saveWithParts(
        table,
        next,
        grantRevoked(next),
        [await undoGrant(table, grant, context)],
        context,
      );
    }),
  );
}

function saveWithParts(
  table: Table,
  next: Grant,
  event: TransactionPart['events'][number],
  parts: readonly TransactionPart[],
  context: Context,
): Promise<Outcome<Grant>> {
  return commit(table, context, {
    writes: [saveGrant(next), ...parts.flatMap(({ writes }) => writes)],
    events: [event, ...parts.flatMap(({ events }) => events)],
    answer: next,
  });
}

/** Returns the writes that subtract a grant from its totals and reopen the return that it completed. */
async function undoGrant(table: Table, grant: Grant, context: Context): Promise<TransactionPart> {
  const writes = releaseSpend(spendOf(grant));
  if (!grant.forReturn) return { writes, events: [] };
  const currentReturn = await requireReturn(table, grant.ticketId);
  const reopened = moveWrites(currentReturn, reopenedReturn(currentReturn, context));
  return { writes: [...writes, ...reopened.writes], events: reopened.events };
}

async function paymentFailedNote(table: Table, grant: Grant, context: Context): Promise<TransactionPart> {
  const ticket = await loadTicket(table, grant.ticketId);
  if (!ticket) throw ticketError('ticket.not_found');
  const { kind, amount, reference } = grant;
  const text = `The ${kind} of ${formatMoney(amount)} could not be paid (reference ${reference}). It no longer counts against the ticket, nor the month of ${grant.grantedBy.id}.`;
  const { write, event } = internalNote(ticket, text, context);
  return { writes: [write], events: [event] };
}
