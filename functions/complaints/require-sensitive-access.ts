import type { Context } from '../platform/context.ts';
import { DomainError } from '../platform/errors.ts';
import type { Table } from '../platform/table/table.ts';
import type { Write } from '../platform/table/write.ts';
import { requireTraining, type SensitiveKind, ticketError } from '../tickets/index.ts';

/**
 * Refuses agents who are not trained for every kind with `ticket.not_found`, as if there were nothing to see.
 * Leads and admins are responsible for the sensitive lane and may always read. Returns the condition checks
 * that assert the training in the caller's transaction.
 */
export async function requireSensitiveAccess(
  table: Table,
  kinds: readonly SensitiveKind[],
  context: Context,
): Promise<Write[]> {
  const { role } = context.actor;
  if (role === 'lead' || role === 'admin') return [];
  try {
    return await requireTraining(table, kinds, context);
  } catch (error) {
    if (error instanceof DomainError) throw ticketError('ticket.not_found');
    throw error;
  }
}
