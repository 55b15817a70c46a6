// The last step of a send: the claim stands, the provider gets the mail, and its answer is recorded.

import { MINUTE_MS } from '../../platform/clock.ts';
import type { Context } from '../../platform/context.ts';
import type { Mail } from '../../platform/mail/compose-mail.ts';
import type { SendMail } from '../../platform/mail/ses.ts';
import { schedule, type TimedWork } from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import { requireApplied } from '../../platform/table/outcome.ts';
import type { Table } from '../../platform/table/table.ts';
import type { Write } from '../../platform/table/write.ts';
import { type ClaimedSend, clearAnswerDeadline } from './claim-send.ts';
import { recordOutcome } from './record-outcome.ts';
import { type SendRef, withdrawSend } from './send.ts';

export interface ProviderSubmission {
  /** As it was claimed. Its ticket stands on the events of the send, and comes back with every report of it. */
  send: ClaimedSend;
  /** The work that comes back at a later time, when the provider is busy. */
  again: (at: string) => TimedWork;
  /** The caller's own writes with the note that the provider took it, under the provider's id of it. */
  whenSent?: (providerId: string) => Write[];
}

/**
 * Hands a claimed mail over, once. An answer that did not come is left to the time limit of the claim, which makes it an
 * honest unknown; a provider that is busy gives the claim back and the work comes again a minute later.
 */
export async function submitToProvider(
  { table, sendMail }: { table: Table; sendMail: SendMail },
  { send, again, whenSent }: ProviderSubmission,
  mail: Mail,
  context: Context,
): Promise<void> {
  const { ref, step, purpose, ticketId } = send;
  const handover = await sendMail(mail, tagsOf(ref, ticketId));
  if (handover.outcome === 'unknown') return;
  if (handover.outcome === 'postponed') {
    const later = new Date(context.now.getTime() + MINUTE_MS).toISOString();
    await requireApplied(
      commit(table, context, {
        writes: [withdrawSend(ref), clearAnswerDeadline(ref), schedule(again(later))],
      }),
    );
    return;
  }
  const outcome = {
    ref,
    state: handover.outcome,
    reason: handover.outcome === 'failed' ? handover.reason : undefined,
    data: { step, purpose, ticketId },
    also: [
      clearAnswerDeadline(ref),
      ...(handover.outcome === 'sent' ? (whenSent?.(handover.messageId) ?? []) : []),
    ],
  };
  await requireApplied(recordOutcome(table, outcome, context));
}

/** What brings a report of the provider back to its send. */
function tagsOf(ref: SendRef, ticketId: string | undefined): Record<string, string> {
  const { customerId, sendId, dueAt } = ref;
  const tags = { customer: customerId, send: sendId, due: String(Date.parse(dueAt)) };
  return ticketId === undefined ? tags : { ...tags, ticket: ticketId };
}

export function sendRefFromTags(tags: Record<string, string[] | undefined>): SendRef | undefined {
  const [customerId, sendId, due] = [tags.customer?.[0], tags.send?.[0], Number(tags.due?.[0])];
  if (!customerId || !sendId || !Number.isFinite(due)) return undefined;
  return { customerId, sendId, dueAt: new Date(due).toISOString() };
}
