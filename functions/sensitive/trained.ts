import type { Actor } from '../platform/auth/roles.ts';
import { DomainError } from '../platform/errors.ts';
import type { Table } from '../platform/table/table.ts';
import { loadAgent, trainedSkills } from '../routing/index.ts';
import type { SensitiveKind } from '../tickets/index.ts';

/**
 * Refuses agents who do not hold the trained skill of every kind, as if there were nothing to see. Leads and admins answer
 * for the lane and may look.
 */
export async function mustBeTrained(
  table: Table,
  kinds: readonly SensitiveKind[],
  actor: Actor,
): Promise<void> {
  if (actor.role === 'lead' || actor.role === 'admin') return;
  const agent = await loadAgent(table, actor.id);
  const held = new Set((agent?.skills ?? []).map(({ name }) => name));
  if (!kinds.every((kind) => held.has(trainedSkills[kind]))) throw new DomainError('ticket.not_found');
}
