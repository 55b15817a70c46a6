// A claimed send has a time limit: what nobody answered for by then becomes an honest unknown that people are told of.

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
 * How long a claim waits for its outcome. Claim, submission and outcome happen in one invocation, which ends after 60
 * seconds at the latest (a test compares this with the manifests): after that nobody is left to record the outcome. The
 * rest of the time is for the provider's report, which usually comes within a minute or two and settles the claim.
 */
export const ANSWER_LIMIT_MS = 15 * MINUTE_MS;

export interface ClaimedSend {
  ref: SendRef;
  step: string;
  purpose: Send['purpose'];
  /** The ticket that it is about, and who wrote it, if it was a person: whom an unknown is told to. */
  ticketId?: string | undefined;
  authorId?: string | undefined;
}

/** The writes that claim a send and set its time limit, in the transaction of what makes it due. */
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

/** Takes the time limit of a claim away, in the transaction that settles it. */
export const clearAnswerDeadline = ({ customerId, sendId }: SendRef): Write =>
  cancel(outreachKeys.claimedSends(customerId), sendId);

/**
 * Makes a claim that nobody answered for an unknown, with an event that whoever sent it is told by. A send that was
 * settled meanwhile, as a report does that came before the outcome, only loses its time limit.
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

/** The metric that lib/constructs/mail/mail-sending.ts watches. */
export const UNANSWERED_OP = 'unanswered';
export const UNKNOWN_METRIC = 'sendsUnknown';
