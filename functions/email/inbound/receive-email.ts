// Receives an e-mail. What it is and where it belongs is decided from what is stored, and committed in one transaction with
// the mark that it was accepted; when something has changed in between, it is decided again.
import type { Context } from '../../platform/context.ts';
import { logLine } from '../../platform/log.ts';
import { QuotaExceeded, quotaFields, quotaRefused } from '../../platform/quota/quota-exceeded.ts';
import { commit } from '../../platform/table/commit.ts';
import { refusalIn, refused, requireApplied, withAnswer } from '../../platform/table/outcome.ts';
import { rejection } from '../../platform/table/refusal.ts';
import { retryOnStale } from '../../platform/table/retry-on-stale.ts';
import { classifyEmail, type EmailKind } from '../classification/classify-email.ts';
import { parseEmail } from '../parsing/parse-email.ts';
import { MAX_STORED_BYTES } from '../parsing/parse-limits.ts';
import type { SuspensionReason } from '../routes.ts';
import { keepSuspended, loadInboundRecord, suspendEmail } from './email-index.ts';
import { findThread } from './find-thread.ts';
import {
  countAgainstQuotas,
  type InboundCommit,
  type InboundEmail,
  type InboundOutcome,
  inboundEmailOf,
  type ReceiveDeps,
} from './inbound-email.ts';
import { truncated } from './message-of-email.ts';
import { noteAutoReply, noteBounce, noteVirus } from './note-automated-email.ts';
import { placeMessage } from './place-message.ts';
import { type StoredEmail, storedEmailOf } from './ses-notification.ts';

/**
 * Takes a mail that SES has stored: a message opens a ticket or joins one, an automatic reply or a bounce is noted on the
 * ticket that it is about, and everything else is suspended with its reason, to be looked at for 30 days. The same mail
 * twice is one message. Throws when the mail is not in the store, so that it comes again.
 */
export async function receiveEmail(
  deps: ReceiveDeps,
  notification: unknown,
  context: Context,
): Promise<void> {
  const delivery = storedEmailOf(notification);
  const raw = await deps.files.get(delivery.objectKey, MAX_STORED_BYTES);
  if (!raw) throw new Error('the mail of a notification is not in the store');
  await processEmail(deps, { raw, delivery }, context);
}

/** Takes a mail, or one that staff have released; `suspendedAs` is then the identity it was suspended under. */
export async function processEmail(
  deps: ReceiveDeps,
  { raw, delivery, suspendedAs }: { raw: Buffer; delivery: StoredEmail; suspendedAs?: string },
  context: Context,
): Promise<void> {
  const mail = await parseEmail(raw);
  const arrival = inboundEmailOf(mail, delivery, suspendedAs);
  const { released } = arrival;
  const before = await loadInboundRecord(deps.table, arrival.identity);
  if (before?.outcome === 'taken' || (before && !released)) {
    if (typeof before.ticketId === 'string') await noteVirus(deps, arrival, before.ticketId, context);
    return;
  }
  const kind = classifyEmail(
    mail,
    { inboundDomain: deps.inboundDomain, address: deps.ownAddress },
    delivery.envelopeFrom,
  );
  const outcome = await retryOnStale<InboundOutcome>(() =>
    placeWithinQuotas(deps, arrival, released ? { kind: 'message' } : kind, context),
  );
  const applied = await requireApplied(outcome);
  if (!applied || outcome.kind !== 'committed') return;
  const { answer: placed } = outcome;
  if ('ticketId' in placed) await noteVirus(deps, arrival, placed.ticketId, context);
  logOutcome(placed, kind, context.now);
}

/** Suspends a mail that its sender's quota has no room for, found before anything was stored or by the write itself. */
async function placeWithinQuotas(
  deps: ReceiveDeps,
  arrival: InboundEmail,
  kind: EmailKind,
  context: Context,
): Promise<InboundCommit> {
  const placed = await placeEmail(deps, arrival, kind, context).catch((error: unknown) => {
    if (!(error instanceof QuotaExceeded)) throw error;
    return refused(rejection(error));
  });
  const refusal = refusalIn(placed);
  if (refusal?.kind !== 'error' || !(refusal.error instanceof QuotaExceeded)) return placed;
  const { quota } = refusal.error;
  const suspended = await suspendWithReason(deps, arrival, 'too_many', context);
  return withAnswer(suspended, { suspended: 'too_many', quota });
}

async function placeEmail(
  deps: ReceiveDeps,
  arrival: InboundEmail,
  kind: EmailKind,
  context: Context,
): Promise<InboundCommit> {
  if (arrival.mail.unread && !arrival.released)
    return suspendWithReason(deps, arrival, 'unreadable', context);
  if (kind.kind === 'loop') return suspendWithReason(deps, arrival, 'loop', context);
  if (kind.kind === 'bounce') {
    const noted = await noteBounce(deps, arrival, kind.report, context);
    return noted ?? suspendWithReason(deps, arrival, 'bounce', context);
  }
  if (arrival.mail.senderUnclear) return suspendWithReason(deps, arrival, 'unclear_sender', context);
  const thread = await findThread(deps, arrival);
  if (kind.kind === 'auto_reply') {
    if (!thread) return suspendWithReason(deps, arrival, 'auto_reply', context);
    return noteAutoReply(deps, arrival, thread, context);
  }
  // Who has the reply address and is who they say is no spammer; the address alone may have been passed on.
  const invited = thread?.by === 'address' && arrival.authenticationFailure === undefined;
  if (arrival.delivery.spam && !invited && !arrival.released)
    return suspendWithReason(deps, arrival, 'spam', context);
  if (kind.kind === 'list' && !thread) return suspendWithReason(deps, arrival, 'list', context);
  const placed = await placeMessage(deps, arrival, thread, context);
  return placed ?? suspendWithReason(deps, arrival, 'no_sender', context);
}

async function suspendWithReason(
  deps: ReceiveDeps,
  arrival: InboundEmail,
  reason: SuspensionReason,
  context: Context,
): Promise<InboundCommit> {
  const { mail, delivery, identity, released } = arrival;
  if (released) {
    return commit(deps.table, context, {
      writes: [keepSuspended(identity, reason)],
      answer: { suspended: reason },
    });
  }
  const row = {
    id: identity,
    at: context.now.toISOString(),
    reason,
    ...(mail.from ? { from: mail.from.address } : {}),
    subject: truncated(mail.subject, 200, '…'),
    ...(mail.unread ? { why: mail.unread, bytes: mail.attachments[0]?.bytes.length } : {}),
  };
  // What is suspended costs its sender as well; what is beyond their quota was refused, and costs nothing more.
  const quota = reason === 'too_many' ? [] : await countAgainstQuotas(deps, arrival, undefined, context);
  return commit(deps.table, context, {
    writes: [suspendEmail(row, delivery, context.now), ...quota],
    answer: { suspended: reason },
  });
}

function logOutcome(placed: InboundOutcome, kind: EmailKind, now: Date): void {
  const suspended = 'suspended' in placed;
  const reason = suspended ? placed.suspended : undefined;
  const quota = suspended ? placed.quota : undefined;
  const fields = {
    op: 'inbound-mail',
    kind: kind.kind,
    reason,
    ...(quota === undefined ? {} : quotaFields(quota)),
  };
  logLine('info', fields, now, [
    { name: suspended ? 'mailSuspended' : 'mailTaken', unit: 'Count', value: 1 },
    ...(quota === undefined ? [] : [quotaRefused]),
  ]);
}
