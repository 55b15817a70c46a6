// What becomes of a grant: the payment provider pays it or fails to, or somebody takes it back.
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
 * Notes what the payment provider made of a grant. One that failed is given back to the ticket and the month it was counted in,
 * and an internal note says so on the ticket, in the same transaction; saying the same twice changes nothing.
 * Refuses an unknown grant with `grant.not_found`, one that ended otherwise with `grant.transition_refused`.
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
 * Takes a grant back before it is settled, and gives it back to the ticket and the month it was counted in.
 * Refuses with `grant.not_found`, `grant.transition_refused` and `grant.revoke_refused`.
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

/** The money counts as not given; a return that it ended is to be ended again. */
async function undoGrant(table: Table, grant: Grant, context: Context): Promise<TransactionPart> {
  const writes = releaseSpend(spendOf(grant));
  if (!grant.forReturn) return { writes, events: [] };
  const goods = await requireReturn(table, grant.ticketId);
  const back = moveWrites(goods, reopenedReturn(goods, context));
  return { writes: [...writes, ...back.writes], events: back.events };
}

async function paymentFailedNote(table: Table, grant: Grant, context: Context): Promise<TransactionPart> {
  const ticket = await loadTicket(table, grant.ticketId);
  if (!ticket) throw ticketError('ticket.not_found');
  const { kind, amount, reference } = grant;
  const text = `The ${kind} of ${formatMoney(amount)} could not be paid (reference ${reference}). It no longer counts against the ticket, nor the month of ${grant.grantedBy.id}.`;
  const { write, event } = internalNote(ticket, text, context);
  return { writes: [write], events: [event] };
}
