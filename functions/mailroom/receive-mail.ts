// A mail comes in. What it is and where it belongs is decided on what stands in the table, and committed in one
// transaction with the mark that it was taken; when something has changed in between, it is decided again.
import type { Context } from '../platform/context.ts';
import { AlreadyDone } from '../platform/errors.ts';
import { logLine } from '../platform/log.ts';
import { QuotaExceeded, quotaFields, quotaRefused } from '../platform/quota/quota-exceeded.ts';
import { Replay } from '../platform/replay.ts';
import { commit } from '../platform/table/commit.ts';
import { type Arrival, arrivalOf, counted, type Fate, type ReceiveDeps } from './arrival.ts';
import { findThread } from './find-thread.ts';
import { fateOf, keepSuspended, Overtaken, suspendMail } from './mail-index.ts';
import { kindOf, type MailKind } from './mail-kind.ts';
import { shortened } from './message-of-mail.ts';
import { noteAutoReply, noteBounce, noteVirus } from './note-machine-mail.ts';
import { type Delivery, deliveryOf } from './notification.ts';
import { parseMail } from './parse-mail.ts';
import { placeMessage } from './place-message.ts';
import type { Suspension } from './routes.ts';
import { MAX_STORED_BYTES } from './weigh-mail.ts';

const MAX_TRIES = 5;

/**
 * Takes a mail that SES has stored: a message opens a ticket or joins one, an automatic reply or a bounce is noted on the
 * ticket that it is about, and everything else is suspended with its reason, to be looked at for 30 days. The same mail
 * twice is one message. Throws when the mail is not in the store, so that it comes again.
 */
export async function receiveMail(deps: ReceiveDeps, notification: unknown, context: Context): Promise<void> {
  const delivery = deliveryOf(notification);
  const raw = await deps.files.get(delivery.objectKey, MAX_STORED_BYTES);
  if (!raw) throw new Error('the mail of a notification is not in the store');
  await takeMail(deps, { raw, delivery }, context);
}

/** Takes a mail, or one that staff have released; `suspendedAs` is then the identity it was suspended under. */
export async function takeMail(
  deps: ReceiveDeps,
  { raw, delivery, suspendedAs }: { raw: Buffer; delivery: Delivery; suspendedAs?: string },
  context: Context,
): Promise<void> {
  const mail = await parseMail(raw);
  const arrival = arrivalOf(mail, delivery, suspendedAs);
  const { released } = arrival;
  const before = await fateOf(deps.table, arrival.identity);
  if (before?.outcome === 'taken' || (before && !released)) {
    if (typeof before.ticketId === 'string') await noteVirus(deps, arrival, before.ticketId, context);
    return;
  }
  const kind = kindOf(
    mail,
    { inboundDomain: deps.inboundDomain, address: deps.ownAddress },
    delivery.envelopeFrom,
  );
  const fate = await untilSettled(() =>
    settle(deps, arrival, released ? { kind: 'message' } : kind, context),
  );
  if (!fate) return;
  if ('ticketId' in fate) await noteVirus(deps, arrival, fate.ticketId, context);
  report(fate, kind, context.now);
}

/** Decides again while others get in between. Undefined when another delivery of the mail was faster. */
async function untilSettled(decide: () => Promise<Fate>): Promise<Fate | undefined> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await decide();
    } catch (error) {
      if (error instanceof AlreadyDone || error instanceof Replay) return undefined;
      if (!(error instanceof Overtaken) || tries === MAX_TRIES) throw error;
    }
  }
}

async function settle(deps: ReceiveDeps, arrival: Arrival, kind: MailKind, context: Context): Promise<Fate> {
  try {
    return await place(deps, arrival, kind, context);
  } catch (error) {
    if (!(error instanceof QuotaExceeded)) throw error;
    return { ...(await suspend(deps, arrival, 'too_many', context)), quota: error.quota };
  }
}

async function place(deps: ReceiveDeps, arrival: Arrival, kind: MailKind, context: Context): Promise<Fate> {
  if (arrival.mail.unread && !arrival.released) return suspend(deps, arrival, 'unreadable', context);
  if (kind.kind === 'loop') return suspend(deps, arrival, 'loop', context);
  if (kind.kind === 'bounce') {
    const noted = await noteBounce(deps, arrival, kind.report, context);
    return noted ?? suspend(deps, arrival, 'bounce', context);
  }
  if (arrival.mail.senderUnclear) return suspend(deps, arrival, 'unclear_sender', context);
  const thread = await findThread(deps, arrival);
  if (kind.kind === 'auto_reply') {
    if (!thread) return suspend(deps, arrival, 'auto_reply', context);
    return noteAutoReply(deps, arrival, thread, context);
  }
  // Who has the reply address and is who they say is no spammer; the address alone may have been passed on.
  const invited = thread?.by === 'address' && arrival.doubt === undefined;
  if (arrival.delivery.spam && !invited && !arrival.released) return suspend(deps, arrival, 'spam', context);
  if (kind.kind === 'list' && !thread) return suspend(deps, arrival, 'list', context);
  const placed = await placeMessage(deps, arrival, thread, context);
  return placed ?? suspend(deps, arrival, 'no_sender', context);
}

async function suspend(
  deps: ReceiveDeps,
  arrival: Arrival,
  reason: Suspension,
  context: Context,
): Promise<Fate> {
  const { mail, delivery, identity, released } = arrival;
  if (released) {
    await commit(deps.table, context, { writes: [keepSuspended(identity, reason)] });
    return { suspended: reason };
  }
  const row = {
    id: identity,
    at: context.now.toISOString(),
    reason,
    ...(mail.from ? { from: mail.from.address } : {}),
    subject: shortened(mail.subject, 200, '…'),
    ...(mail.unread ? { why: mail.unread, bytes: mail.attachments[0]?.bytes.length } : {}),
  };
  // What is suspended costs its sender as well; what is beyond their quota was refused, and costs nothing more.
  const quota = reason === 'too_many' ? [] : await counted(deps, arrival, undefined, context);
  await commit(deps.table, context, { writes: [suspendMail(row, delivery, context.now), ...quota] });
  return { suspended: reason };
}

function report(fate: Fate, kind: MailKind, now: Date): void {
  const suspended = 'suspended' in fate;
  const reason = suspended ? fate.suspended : undefined;
  const quota = suspended ? fate.quota : undefined;
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
