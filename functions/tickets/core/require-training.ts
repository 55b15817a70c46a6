// Enforces the sensitive lane in every write: only people trained for a sensitive ticket change what its
// customer reads, its status or its sensitivity. Training is stored in the agent's profile and may be
// withdrawn at any moment, so the transaction that relies on it checks it.

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

/** Returns the sensitive kinds of a ticket; none when it is not sensitive. */
export const sensitiveKindsOf = ({ sensitive }: Sensitivity): readonly SensitiveKind[] =>
  sensitive?.kinds ?? [];

/** Holds while the stored ticket has the same sensitive kinds as this one. */
export const sameSensitivityCondition = (ticket: Sensitivity): Condition =>
  isSensitive(ticket)
    ? { expression: '#row.#sensitive = :sensitive', values: { sensitive: sensitiveKindsOf(ticket) } }
    : { expression: 'attribute_not_exists(#row.#sensitive)' };

/**
 * Copies the sensitivity to a ticket that continues another one: it needs a trained person too, until
 * somebody decides otherwise.
 */
export const inheritSensitivity = (ticket: Ticket, before: Sensitivity): Ticket =>
  isSensitive(before) ? { ...ticket, sensitive: before.sensitive } : ticket;

/**
 * Checks that the stored ticket has the same sensitive kinds as this one, in transactions that do not write
 * the ticket.
 */
export const sameSensitivityCheck = (ticket: Pick<Ticket, 'id' | 'sensitive'>): Write =>
  assertCondition(ticketKeys.ticket(ticket.id), sameSensitivityCondition(ticket), stale);

/**
 * Refuses actors who may not handle tickets of these kinds: machine clients and bots with
 * `ticket.person_only`, and people who lack the training for any kind, including leads and admins, with
 * `ticket.untrained`. The returned writes check in the caller's transaction that the training is as it was
 * read; otherwise they are stale and the caller decides again. Reads and checks nothing when there are no
 * kinds, for customers on their own tickets, and for the system.
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

/** The sensitive lane restricts staff only, not messages of customers or timed work of the system. */
const isExemptFromTraining = ({ role }: Actor) => role === 'customer' || role === 'system';

const personOnlyError = () =>
  ticketError('ticket.person_only', 'Only a person may handle a sensitive ticket.');

/**
 * Refuses as `requireTraining` when a change removes a sensitive kind. Leads and admins may do so without
 * training, because a false alarm must not block a team in which nobody is trained; the event records who did
 * it and why. Adding kinds requires nothing.
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

/** Returns true when the change removes a sensitive kind. */
export const hasLostSensitiveKind = (before: Sensitivity, after: Sensitivity): boolean =>
  sensitiveKindsOf(before).some((kind) => !sensitiveKindsOf(after).includes(kind));
