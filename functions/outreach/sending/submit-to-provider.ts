// The last step of a claimed send: submits the email to the provider and records the answer.
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
  /** The send as it was claimed. Its events and the provider's reports carry its ticket. */
  send: ClaimedSend;
  /** Returns the timed work that retries at a later time if the provider is busy. */
  retryWork: (at: string) => TimedWork;
  /** Returns the caller's own writes for the transaction that records `sent`, given the provider's id. */
  whenSent?: (providerId: string) => Write[];
}

/**
 * Submits a claimed email once. If the provider does not answer, the answer deadline of the claim makes the
 * outcome `unknown`. If the provider is busy, the claim is withdrawn and the work is retried a minute later.
 */
export async function submitToProvider(
  { table, sendMail }: { table: Table; sendMail: SendMail },
  { send, retryWork, whenSent }: ProviderSubmission,
  mail: Mail,
  context: Context,
): Promise<void> {
  const { ref, step, purpose, ticketId } = send;
  const submitted = await sendMail(mail, tagsOf(ref, ticketId));
  if (submitted.outcome === 'unknown') return;
  if (submitted.outcome === 'postponed') {
    const later = new Date(context.now.getTime() + MINUTE_MS).toISOString();
    await requireApplied(
      commit(table, context, {
        writes: [withdrawSend(ref), clearAnswerDeadline(ref), schedule(retryWork(later))],
      }),
    );
    return;
  }
  const outcome = {
    ref,
    state: submitted.outcome,
    reason: submitted.outcome === 'failed' ? submitted.reason : undefined,
    data: { step, purpose, ticketId },
    also: [
      clearAnswerDeadline(ref),
      ...(submitted.outcome === 'sent' ? (whenSent?.(submitted.messageId) ?? []) : []),
    ],
  };
  await requireApplied(recordOutcome(table, outcome, context));
}

/** Returns the tags by which a provider report finds its send. */
function tagsOf(ref: SendRef, ticketId: string | undefined): Record<string, string> {
  const { customerId, sendId, dueAt } = ref;
  const tags = { customer: customerId, send: sendId, due: String(Date.parse(dueAt)) };
  return ticketId === undefined ? tags : { ...tags, ticket: ticketId };
}

/** Reads the reference of a send from the tags of a provider report; undefined if the email is not ours. */
export function sendRefFromTags(tags: Record<string, string[] | undefined>): SendRef | undefined {
  const [customerId, sendId, due] = [tags.customer?.[0], tags.send?.[0], Number(tags.due?.[0])];
  if (!customerId || !sendId || !Number.isFinite(due)) return undefined;
  return { customerId, sendId, dueAt: new Date(due).toISOString() };
}
