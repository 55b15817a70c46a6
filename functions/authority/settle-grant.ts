// What becomes of a grant: the payment provider pays it or fails to, or somebody takes it back.
import type { Context } from '../platform/context.ts';
import { DomainError } from '../platform/errors.ts';
import { commit, whileContended } from '../platform/table/commit.ts';
import type { Table } from '../platform/table/table.ts';
import { internalNote, loadTicket } from '../tickets/index.ts';
import { grantRevoked, grantSettled } from './events.ts';
import { type Grant, revoked, type SettleGrantRequest, settled, spendOf } from './grant.ts';
import { needGrant, saveGrant } from './grant-store.ts';
import { giveBack } from './limit-store.ts';
import type { Part } from './make-grant.ts';
import { moneyText } from './money-text.ts';
import { reopenedReturn } from './return.ts';
import { moveWrites, needReturn } from './return-store.ts';

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
  return whileContended(async () => {
    const grant = await needGrant(table, grantId);
    if (grant.state === request.outcome && grant.reference === request.reference) return grant;
    const next = settled(grant, request, context);
    const failed = request.outcome === 'failed';
    const parts = failed
      ? await Promise.all([undone(table, grant, context), noted(table, next, context)])
      : [];
    await save(table, next, grantSettled(next), parts, context);
    return next;
  });
}

/**
 * Takes a grant back before it is settled, and gives it back to the ticket and the month it was counted in.
 * Refuses with `grant.not_found`, `grant.transition_refused` and `grant.revoke_refused`.
 */
export function revokeGrant(table: Table, grantId: string, reason: string, context: Context): Promise<Grant> {
  return whileContended(async () => {
    const grant = await needGrant(table, grantId);
    const next = revoked(grant, reason, context);
    await save(table, next, grantRevoked(next), [await undone(table, grant, context)], context);
    return next;
  });
}

function save(
  table: Table,
  next: Grant,
  event: Part['events'][number],
  parts: readonly Part[],
  context: Context,
): Promise<void> {
  return commit(table, context, {
    writes: [saveGrant(next), ...parts.flatMap(({ writes }) => writes)],
    events: [event, ...parts.flatMap(({ events }) => events)],
    answer: next,
  });
}

/** The money counts as not given; a return that it ended is to be ended again. */
async function undone(table: Table, grant: Grant, context: Context): Promise<Part> {
  const writes = giveBack(spendOf(grant));
  if (!grant.forReturn) return { writes, events: [] };
  const goods = await needReturn(table, grant.ticketId);
  const back = moveWrites(goods, reopenedReturn(goods, context));
  return { writes: [...writes, ...back.writes], events: back.events };
}

async function noted(table: Table, grant: Grant, context: Context): Promise<Part> {
  const ticket = await loadTicket(table, grant.ticketId);
  if (!ticket) throw new DomainError('ticket.not_found');
  const { kind, amount, reference } = grant;
  const text = `The ${kind} of ${moneyText(amount)} could not be paid (reference ${reference}). It no longer counts against the ticket, nor the month of ${grant.grantedBy.id}.`;
  const { write, event } = internalNote(ticket, text, context);
  return { writes: [write], events: [event] };
}
