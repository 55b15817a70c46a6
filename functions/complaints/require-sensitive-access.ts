import type { Context } from '../platform/context.ts';
import { DomainError } from '../platform/errors.ts';
import type { Table } from '../platform/table/table.ts';
import type { Write } from '../platform/table/write.ts';
import { requireTraining, type SensitiveKind, ticketError } from '../tickets/index.ts';

/**
 * Refuses agents who do not hold the trained skill of every kind, as if there were nothing to see. Leads and admins answer
 * for the lane and may look. The writes that it returns assert the training in the transaction of what is done with it.
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
