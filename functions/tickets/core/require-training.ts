// The sensitive lane in the write: who is not trained for a sensitive ticket changes nothing that its customer is told, nor
// where it stands, nor that it is sensitive. Training is in the agent's profile and may be withdrawn at any moment, so the
// transaction that makes use of it asserts it.

import type { Context } from '../../platform/context.ts';
import type { Actor } from '../../platform/contract/roles.ts';
import { type SensitiveKind, trainedSkills } from '../../platform/contract/shared-kinds.ts';
import { stale } from '../../platform/table/refusal.ts';
import type { Table } from '../../platform/table/table.ts';
import { assertCondition, type Condition, type Write } from '../../platform/table/write.ts';
import { ticketError } from '../errors.ts';
import { ticketKeys } from '../keys.ts';
import { loadAgentProfile, sameTrainingCheck } from './agent-profile.ts';
import { isSensitive, type Ticket } from './ticket.ts';

type Sensitivity = Pick<Ticket, 'sensitive'>;

/** The kinds that a ticket is sensitive by; none of one that is not. */
export const sensitiveKindsOf = ({ sensitive }: Sensitivity): readonly SensitiveKind[] =>
  sensitive?.kinds ?? [];

/** Holds while the stored ticket is as sensitive as this one, in the same kinds. */
export const sameSensitivityCondition = (ticket: Sensitivity): Condition =>
  isSensitive(ticket)
    ? { expression: '#row.#sensitive = :sensitive', values: { sensitive: sensitiveKindsOf(ticket) } }
    : { expression: 'attribute_not_exists(#row.#sensitive)' };

/** A ticket in which another one goes on: whoever needs a trained person needs one there too, until somebody finds otherwise. */
export const inheritSensitivity = (ticket: Ticket, before: Sensitivity): Ticket =>
  isSensitive(before) ? { ...ticket, sensitive: before.sensitive } : ticket;

/** Asserts that the stored ticket is as sensitive as this one, for writes that do not touch it. */
export const sameSensitivityCheck = (ticket: Pick<Ticket, 'id' | 'sensitive'>): Write =>
  assertCondition(ticketKeys.ticket(ticket.id), sameSensitivityCondition(ticket), stale);

/**
 * Refuses whoever may not handle tickets of these kinds: machine clients and bots with `ticket.person_only`, people who lack
 * the training for any of them, leads and admins too, with `ticket.untrained`. The writes that it returns assert, in the
 * caller's transaction, that the training is as it was read; when it is not they are stale, and the caller decides again.
 * Nothing is read or asserted where there is no kind, nor for customers on their own tickets and for Rapport itself.
 */
export async function requireTraining(
  table: Table,
  kinds: readonly SensitiveKind[],
  { actor }: Pick<Context, 'actor'>,
): Promise<Write[]> {
  if (kinds.length === 0 || isExemptFromTraining(actor)) return [];
  if (actor.role === 'service') throw personOnlyError();
  const profile = await loadAgentProfile(table, actor.id);
  const { kind = 'person', trainedFor = [] } = profile ?? {};
  if (kind !== 'person') throw personOnlyError();
  const missing = kinds.filter((each) => !trainedFor.includes(each)).map((each) => trainedSkills[each]);
  if (missing.length > 0) throw ticketError('ticket.untrained', `You need the skills ${missing.join(', ')}.`);
  return [sameTrainingCheck(actor.id, { trainedFor })];
}

/** The lane is for staff: what customers write and what time does is not refused. */
const isExemptFromTraining = ({ role }: Actor) => role === 'customer' || role === 'system';

const personOnlyError = () =>
  ticketError('ticket.person_only', 'Only a person may handle a sensitive ticket.');

/**
 * As `needTrained`, for taking sensitive kinds off a ticket. Leads and admins may do so without training, because a desk on
 * which nobody has it must not stop over a false alarm; the event has who it was and why. Adding kinds asks for nothing.
 */
export async function requireTrainingToClear(
  table: Table,
  before: Sensitivity,
  after: Sensitivity,
  context: Context,
): Promise<Write[]> {
  if (!hasLostSensitiveKind(before, after)) return [];
  if (context.actor.role === 'lead' || context.actor.role === 'admin') return [];
  return requireTraining(table, sensitiveKindsOf(before), context);
}

/** Tells if the ticket has lost a sensitive kind. */
export const hasLostSensitiveKind = (before: Sensitivity, after: Sensitivity): boolean =>
  sensitiveKindsOf(before).some((kind) => !sensitiveKindsOf(after).includes(kind));
