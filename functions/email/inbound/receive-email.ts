// Receives an email. What it is and where it belongs is decided from what is stored. The decision is
// committed in one transaction with the record that the email was accepted, and taken again when something
// has changed in between.
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
 * Receives an email that SES has stored. A message opens a ticket or joins one, an automatic reply or a
 * bounce becomes a note on its ticket, and everything else is suspended for 30 days with its reason. The same
 * email twice is one message. Throws if the raw email is not in the bucket, so that the notification is
 * retried.
 */
export async function receiveEmail(
  deps: ReceiveDeps,
  notification: unknown,
  context: Context,
): Promise<void> {
  const delivery = storedEmailOf(notification);
  const raw = await deps.files.get(delivery.objectKey, MAX_STORED_BYTES);
  if (!raw) throw new Error('the raw email of a notification is not in the bucket');
  await processEmail(deps, { raw, delivery }, context);
}

/**
 * Processes a new or a released email; `suspendedAs` is the identity under which a released one was
 * suspended.
 */
export async function processEmail(
  deps: ReceiveDeps,
  { raw, delivery, suspendedAs }: { raw: Buffer; delivery: StoredEmail; suspendedAs?: string },
  context: Context,
): Promise<void> {
  const mail = await parseEmail(raw);
  const inbound = inboundEmailOf(mail, delivery, suspendedAs);
  const { released } = inbound;
  const record = await loadInboundRecord(deps.table, inbound.identity);
  if (record?.outcome === 'taken' || (record && !released)) {
    if (typeof record.ticketId === 'string') await noteVirus(deps, inbound, record.ticketId, context);
    return;
  }
  const kind = classifyEmail(
    mail,
    { inboundDomain: deps.inboundDomain, address: deps.ownAddress },
    delivery.envelopeFrom,
  );
  const outcome = await retryOnStale<InboundOutcome>(() =>
    placeWithinQuotas(deps, inbound, released ? { kind: 'message' } : kind, context),
  );
  const applied = await requireApplied(outcome);
  if (!applied || outcome.kind !== 'committed') return;
  const { answer: placed } = outcome;
  if ('ticketId' in placed) await noteVirus(deps, inbound, placed.ticketId, context);
  logOutcome(placed, kind, context.now);
}

/**
 * Suspends an email that exceeds a quota, whether that is found before anything is stored or by the write
 * itself.
 */
async function placeWithinQuotas(
  deps: ReceiveDeps,
  inbound: InboundEmail,
  kind: EmailKind,
  context: Context,
): Promise<InboundCommit> {
  const placed = await placeEmail(deps, inbound, kind, context).catch((error: unknown) => {
    if (!(error instanceof QuotaExceeded)) throw error;
    return refused(rejection(error));
  });
  const refusal = refusalIn(placed);
  if (refusal?.kind !== 'error' || !(refusal.error instanceof QuotaExceeded)) return placed;
  const { quota } = refusal.error;
  const suspended = await suspendWithReason(deps, inbound, 'too_many', context);
  return withAnswer(suspended, { suspended: 'too_many', quota });
}

async function placeEmail(
  deps: ReceiveDeps,
  inbound: InboundEmail,
  kind: EmailKind,
  context: Context,
): Promise<InboundCommit> {
  if (inbound.mail.unread && !inbound.released)
    return suspendWithReason(deps, inbound, 'unreadable', context);
  if (kind.kind === 'loop') return suspendWithReason(deps, inbound, 'loop', context);
  if (kind.kind === 'bounce') {
    const noted = await noteBounce(deps, inbound, kind.report, context);
    return noted ?? suspendWithReason(deps, inbound, 'bounce', context);
  }
  if (inbound.mail.senderUnclear) return suspendWithReason(deps, inbound, 'unclear_sender', context);
  const thread = await findThread(deps, inbound);
  if (kind.kind === 'auto_reply') {
    if (!thread) return suspendWithReason(deps, inbound, 'auto_reply', context);
    return noteAutoReply(deps, inbound, thread, context);
  }
  // A verified sender who has the reply address is not a spammer; the address alone may have been passed on.
  const isTrusted = thread?.by === 'address' && inbound.authenticationFailure === undefined;
  if (inbound.delivery.spam && !isTrusted && !inbound.released)
    return suspendWithReason(deps, inbound, 'spam', context);
  if (kind.kind === 'list' && !thread) return suspendWithReason(deps, inbound, 'list', context);
  const placed = await placeMessage(deps, inbound, thread, context);
  return placed ?? suspendWithReason(deps, inbound, 'no_sender', context);
}

async function suspendWithReason(
  deps: ReceiveDeps,
  inbound: InboundEmail,
  reason: SuspensionReason,
  context: Context,
): Promise<InboundCommit> {
  const { mail, delivery, identity, released } = inbound;
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
  // A suspended email is charged to its sender too, unless it was suspended because the quota was exceeded.
  const quota = reason === 'too_many' ? [] : await countAgainstQuotas(deps, inbound, undefined, context);
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
