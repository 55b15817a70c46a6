// Sends public messages of staff as email: claim → send → outcome. Only one of several deliveries of the
// event sends. After a crash in between the outcome is unknown; staff are notified, and the provider's report
// settles it.
import { type Contact, getContact } from '../../customers/index.ts';
import { claimSend, createSend, outreachEvent, sendRefOf, submitToProvider } from '../../outreach/index.ts';
import { DAY_MS, epochSeconds } from '../../platform/clock.ts';
import type { Context } from '../../platform/context.ts';
import type { EventOf } from '../../platform/events/event-definition.ts';
import { parseStored } from '../../platform/events/parse-event.ts';
import type { Files } from '../../platform/files/open-files.ts';
import type { Mail, MailAttachment } from '../../platform/mail/compose-mail.ts';
import type { SendMail } from '../../platform/mail/ses.ts';
import { ownProperty } from '../../platform/own-property.ts';
import { claim, type DueMessage, type TimedWork } from '../../platform/scheduling/timed-work.ts';
import type { Keyring } from '../../platform/signing/keyring.ts';
import { commit } from '../../platform/table/commit.ts';
import { keys } from '../../platform/table/keys.ts';
import { appendEvent } from '../../platform/table/new-event.ts';
import { requireApplied } from '../../platform/table/outcome.ts';
import { getItem } from '../../platform/table/read.ts';
import { done } from '../../platform/table/refusal.ts';
import type { Table } from '../../platform/table/table.ts';
import { create, type Write } from '../../platform/table/write.ts';
import { TicketMessageAdded } from '../../tickets/events.ts';
import {
  type Channel,
  customerFilesPrefix,
  latestEntries,
  loadTicket,
  type Ticket,
} from '../../tickets/index.ts';
import { indexOutbound } from '../inbound/email-index.ts';
import { emailWork } from '../keys.ts';
import { replyAddress } from '../threading/reply-address.ts';
import { addInternalNote } from '../tickets-port.ts';
import { composeReply } from './compose-reply.ts';

export interface ReplyDeps {
  table: Table;
  files: Pick<Files, 'get'>;
  sendMail: SendMail;
  mailFrom: string;
  signingKeys: Keyring;
  /** Absent on a stage that receives no email; replies then have no reply address. */
  inboundDomain: string | undefined;
  /** The AWS region of SES, which is part of the Message-IDs that SES assigns. */
  region: string;
}

type MessageEvent = EventOf<typeof TicketMessageAdded>;

export const REPLY_KIND = 'email.reply';
const PURPOSE = 'conversation';
/** The channels whose customers expect the reply in their mailbox; on chat and phone they do not. */
const emailedChannels: ReadonlySet<string> = new Set<Channel>(['email', 'web', 'app']);

/** Emails a public message of staff or of a rule to the ticket's customer. Ignores any other message. */
export async function handleMessageAdded(
  deps: ReplyDeps,
  event: MessageEvent,
  context: Context,
): Promise<void> {
  const { visibility, channel, call } = event.data;
  if (visibility !== 'public' || event.actor.role === 'customer' || !emailedChannels.has(channel)) return;
  // The customer heard it on the phone; the message only records the call.
  if (call !== undefined) return;
  await sendReply(deps, event, appliedMarker(event.id, context), context);
}

/** Sends a reply that was postponed because the provider was busy. */
export async function sendPostponedReply(deps: ReplyDeps, due: DueMessage, context: Context): Promise<void> {
  const { at, eventId } = due.data as { at: string; eventId: string };
  const item = await getItem(deps.table, keys.event(due.pk, at, eventId));
  if (!item) {
    await requireApplied(commit(deps.table, context, { writes: [claim(due)] }));
    return;
  }
  await sendReply(deps, parseStored(TicketMessageAdded, item), claim(due), context);
}

const APPLIED_MS = 14 * DAY_MS;

const appliedMarker = (eventId: string, { now }: Context): Write =>
  create(keys.applied('email', eventId), { ttl: epochSeconds(new Date(now.getTime() + APPLIED_MS)) }, done);

async function sendReply(
  deps: ReplyDeps,
  event: MessageEvent,
  claimWrite: Write,
  context: Context,
): Promise<void> {
  const ticket = await loadTicket(deps.table, event.data.ticketId);
  const contact = ticket && (await getContact(deps.table, ticket.customerId));
  if (!ticket || !contact) {
    await requireApplied(commit(deps.table, context, { writes: [claimWrite] }));
    return;
  }
  const reason = withholdReason(contact);
  if (reason) return withhold(deps, event, ticket, reason, claimWrite, context);
  await claimAndSend(deps, event, ticket, contact, claimWrite, context);
}

/**
 * Returns why the reply must not be sent, if so: there is no address, it bounced, or its owner complained.
 * Consent is not checked, because the customer wrote to us.
 */
function withholdReason({ email, suppressed }: Contact): string | undefined {
  if (email === undefined) return 'no_address';
  return suppressed && `suppressed_${suppressed}`;
}

const stepNameOf = (event: MessageEvent) => emailWork.reply(event.data.ticketId, event.id).name;
const refOf = (event: MessageEvent, ticket: Ticket) =>
  sendRefOf(ticket.customerId, stepNameOf(event), event.at);

async function withhold(
  { table }: ReplyDeps,
  event: MessageEvent,
  ticket: Ticket,
  reason: string,
  claimWrite: Write,
  context: Context,
): Promise<void> {
  // A customer without an address who wrote on the web or in the app reads the reply there.
  if (reason === 'no_address' && ticket.channel !== 'email') {
    await requireApplied(commit(table, context, { writes: [claimWrite] }));
    return;
  }
  const ref = refOf(event, ticket);
  const about = { step: stepNameOf(event), purpose: PURPOSE, reason } as const;
  const also = [
    claimWrite,
    createSend(ref, { ...about, at: context.now.toISOString(), state: 'withheld' }),
    appendEvent(outreachEvent(ref, 'withheld', { ...about, ticketId: ticket.id }), context),
  ];
  await requireApplied(addInternalNote(table, ticket.id, { message: withheldNote(reason) }, also, context));
}

const withheldNotes: Readonly<Record<string, string>> = {
  no_address: 'The last answer was not mailed: the customer has no email address.',
  suppressed_bounce: 'The last answer was not mailed: mail to the customer’s address came back.',
  suppressed_complaint: 'The last answer was not mailed: the customer reported our mail as spam.',
};
const withheldNote = (reason: string): string =>
  ownProperty(withheldNotes, reason) ?? 'The last answer was not mailed.';

async function claimAndSend(
  deps: ReplyDeps,
  event: MessageEvent,
  ticket: Ticket,
  contact: Contact,
  claimWrite: Write,
  context: Context,
): Promise<void> {
  const { mail, leftOut } = await compose(deps, event, ticket, contact);
  const send = {
    ref: refOf(event, ticket),
    step: stepNameOf(event),
    purpose: PURPOSE,
    ticketId: ticket.id,
    authorId: isPerson(event.actor) ? event.actor.id : undefined,
  } as const;
  const claims = [
    claimWrite,
    ...claimSend(send, context),
    indexOutbound(mail.messageId ?? '', ticket.id, context.now),
  ];
  const claimed = await requireApplied(
    leftOut.length === 0
      ? commit(deps.table, context, { writes: claims })
      : addInternalNote(deps.table, ticket.id, { message: leftOutNote(leftOut) }, claims, context),
  );
  if (!claimed) return;
  const submission = {
    send,
    retryWork: (at: string) => postponedReplyWork(event, at),
    // SES replaces our Message-ID by its own, so the customer's answer refers to that one.
    whenSent: (id: string) => [indexOutbound(providerMessageId(id, deps.region), ticket.id, context.now)],
  };
  await submitToProvider(deps, submission, mail, context);
}

const isPerson = ({ role }: MessageEvent['actor']) => role === 'agent' || role === 'lead' || role === 'admin';

const postponedReplyWork = (event: MessageEvent, at: string): TimedWork => ({
  ...emailWork.reply(event.data.ticketId, event.id),
  at,
  queue: 'email',
  kind: REPLY_KIND,
  data: { eventId: event.id, at: event.at },
});

/**
 * Returns the Message-ID that SES assigns: `…@email.amazonses.com` in us-east-1, else
 * `…@<region>.amazonses.com`.
 */
const providerMessageId = (id: string, region: string): string =>
  `${id}@${region === 'us-east-1' ? 'email' : region}.amazonses.com`;

const THREAD_READ = 40;

async function compose(
  deps: ReplyDeps,
  event: MessageEvent,
  ticket: Ticket,
  contact: Contact,
): Promise<{ mail: Mail; leftOut: string[] }> {
  const { inboundDomain, mailFrom } = deps;
  const entries = await latestEntries(deps.table, ticket.id, event.at, THREAD_READ);
  const { attachments, tooLarge, missing } = await filesOf(deps, event);
  const reply = {
    eventId: event.id,
    subject: ticket.subject,
    message: event.data.message,
    automatic: event.data.automatic,
    before: entries.filter(({ id }) => id !== event.id),
    contact,
    attachments,
    tooLarge,
  };
  const headers = {
    from: mailFrom,
    to: contact.email ?? '',
    replyTo: inboundDomain && (await replyAddress(deps.signingKeys, ticket.id, inboundDomain)),
    domain: inboundDomain ?? domainOf(mailFrom),
  };
  return { mail: composeReply(reply, headers), leftOut: [...tooLarge, ...missing] };
}

const domainOf = (mailFrom: string): string =>
  mailFrom.split('@').at(-1)?.replace(/>\s*$/, '') ?? 'localhost';

/**
 * The most bytes of attachments in one email. SendRawEmail of SES accepts 10 MB per email (not adjustable),
 * base64 with line breaks takes 1.37 bytes per byte, and the text and the quote need space too. (The newer
 * API accepts 40 MB, which few mailboxes do.)
 */
const MAX_SENT_BYTES = 7_000_000;

interface ReplyFiles {
  attachments: MailAttachment[];
  /** The names of the files that do not fit into the email. */
  tooLarge: string[];
  /** The names of the files that are no longer in the bucket as they were sent. */
  missing: string[];
}

/** Loads the attachments in their order, as many as fit. A missing file does not prevent the reply. */
async function filesOf({ files }: ReplyDeps, { data, customerId }: MessageEvent): Promise<ReplyFiles> {
  const found: ReplyFiles = { attachments: [], tooLarge: [], missing: [] };
  const customerPrefix = customerFilesPrefix(customerId ?? '');
  let remaining = MAX_SENT_BYTES;
  for (const { filename, contentType, key, bytes } of data.attachments ?? []) {
    if (bytes > remaining) {
      found.tooLarge.push(filename);
      continue;
    }
    const content = key.startsWith(customerPrefix) ? await files.get(key, remaining) : undefined;
    if (content) {
      found.attachments.push({ name: filename, contentType, content });
      remaining -= content.length;
    } else found.missing.push(filename);
  }
  return found;
}

const leftOutNote = (names: readonly string[]): string =>
  `Not attached to the mail with the last answer, too large or missing: ${names.join(', ')}.`;
