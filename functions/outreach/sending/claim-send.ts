// Claims a send and sets its answer deadline. A claim without an outcome by then becomes `unknown`, and
// people are notified.
import { MINUTE_MS } from '../../platform/clock.ts';
import type { Context } from '../../platform/context.ts';
import { logLine } from '../../platform/log.ts';
import { cancel, claim, type DueMessage, schedule } from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import { requireApplied } from '../../platform/table/outcome.ts';
import type { Table } from '../../platform/table/table.ts';
import type { Write } from '../../platform/table/write.ts';
import { outreachKeys } from '../keys.ts';
import { recordOutcome } from './record-outcome.ts';
import { createSend, type Send, type SendRef } from './send.ts';

export const UNANSWERED_KIND = 'outreach.send_unanswered';

/**
 * How long a claim waits for its outcome. Claim, submission and outcome happen in one invocation, which ends
 * after at most 60 seconds (a test compares this with the manifests); after that only the provider's report
 * can bring the outcome. It usually comes within a minute or two and settles the claim.
 */
export const ANSWER_LIMIT_MS = 15 * MINUTE_MS;

export interface ClaimedSend {
  ref: SendRef;
  step: string;
  purpose: Send['purpose'];
  /**
   * The ticket of the email, and its author, if a person wrote it; both decide who learns of an unknown
   * outcome.
   */
  ticketId?: string | undefined;
  authorId?: string | undefined;
}

/**
 * Returns the writes that claim a send and set its answer deadline, for the transaction that makes it due.
 */
export function claimSend({ ref, step, purpose, ...about }: ClaimedSend, { now }: Context): Write[] {
  return [
    createSend(ref, { step, purpose, at: now.toISOString(), state: 'claimed' }),
    schedule({
      owner: outreachKeys.claimedSends(ref.customerId),
      name: ref.sendId,
      at: new Date(now.getTime() + ANSWER_LIMIT_MS).toISOString(),
      queue: 'outreach',
      kind: UNANSWERED_KIND,
      data: { ref, step, purpose, ...about },
    }),
  ];
}

/** Removes the answer deadline of a claim, in the transaction that settles the claim. */
export const clearAnswerDeadline = ({ customerId, sendId }: SendRef): Write =>
  cancel(outreachKeys.claimedSends(customerId), sendId);

/**
 * Marks a claim without an outcome as `unknown`, with an event that notifies its author. If the send was
 * settled in the meantime, for example by a provider report, only its answer deadline is removed.
 */
export async function markUnanswered(table: Table, due: DueMessage, context: Context): Promise<void> {
  const { ref, step, purpose, ticketId, authorId } = due.data as unknown as ClaimedSend;
  const data = { step, purpose, ticketId, authorId, dueAt: ref.dueAt };
  const outcome = await recordOutcome(table, { ref, state: 'unknown', data, also: [claim(due)] }, context);
  if (!(await requireApplied(outcome))) {
    await requireApplied(commit(table, context, { writes: [claim(due)] }));
    return;
  }
  logLine('warn', { op: UNANSWERED_OP, purpose, send: ref.sendId }, context.now, [
    { name: UNKNOWN_METRIC, unit: 'Count', value: 1 },
  ]);
}

/** The operation and metric that lib/constructs/mail/mail-sending.ts monitors. */
export const UNANSWERED_OP = 'unanswered';
export const UNKNOWN_METRIC = 'sendsUnknown';
