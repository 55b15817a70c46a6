// What staff answer in public leaves the house as mail. Claim → send → outcome: of several deliveries of the event one
// sends, and a crash in between is an honest unknown that staff are told of and the provider's report settles.
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
  /** Absent where no mail comes in: replies then carry no reply address. */
  inboundDomain: string | undefined;
  /** Of the mail provider: part of the Message-IDs that it gives. */
  region: string;
}

type MessageEvent = EventOf<typeof TicketMessageAdded>;

export const REPLY_KIND = 'email.reply';
const PURPOSE = 'conversation';
/** Who wrote by these expects the answer in their mailbox; who chats or calls does not. */
const emailedChannels: ReadonlySet<string> = new Set<Channel>(['email', 'web', 'app']);

/** Mails a public message of staff or of a rule to the ticket's customer. Does nothing of any other message. */
export async function handleMessageAdded(
  deps: ReplyDeps,
  event: MessageEvent,
  context: Context,
): Promise<void> {
  const { visibility, channel, call } = event.data;
  if (visibility !== 'public' || event.actor.role === 'customer' || !emailedChannels.has(channel)) return;
  // It was said already; its record is for the thread.
  if (call !== undefined) return;
  await sendReply(deps, event, applied(event.id, context), context);
}

/** Sends a reply that the provider had put off. */
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

const applied = (eventId: string, { now }: Context): Write =>
  create(keys.applied('email', eventId), { ttl: epochSeconds(new Date(now.getTime() + APPLIED_MS)) }, done);

async function sendReply(deps: ReplyDeps, event: MessageEvent, once: Write, context: Context): Promise<void> {
  const ticket = await loadTicket(deps.table, event.data.ticketId);
  const contact = ticket && (await getContact(deps.table, ticket.customerId));
  if (!ticket || !contact) {
    await requireApplied(commit(deps.table, context, { writes: [once] }));
    return;
  }
  const reason = withholdReason(contact);
  if (reason) return withhold(deps, event, ticket, reason, once, context);
  await claimAndSend(deps, event, ticket, contact, once, context);
}

/** Consent is no question here: the customer wrote to us. An address that is dead, or whose owner complained, is. */
function withholdReason({ email, suppressed }: Contact): string | undefined {
  if (email === undefined) return 'no_address';
  return suppressed && `suppressed_${suppressed}`;
}

const stepOf = (event: MessageEvent) => emailWork.reply(event.data.ticketId, event.id).name;
const refOf = (event: MessageEvent, ticket: Ticket) => sendRefOf(ticket.customerId, stepOf(event), event.at);

async function withhold(
  { table }: ReplyDeps,
  event: MessageEvent,
  ticket: Ticket,
  reason: string,
  once: Write,
  context: Context,
): Promise<void> {
  // Of a customer without an address who wrote by web or app: they read the answer there.
  if (reason === 'no_address' && ticket.channel !== 'email') {
    await requireApplied(commit(table, context, { writes: [once] }));
    return;
  }
  const ref = refOf(event, ticket);
  const about = { step: stepOf(event), purpose: PURPOSE, reason } as const;
  const also = [
    once,
    createSend(ref, { ...about, at: context.now.toISOString(), state: 'withheld' }),
    appendEvent(outreachEvent(ref, 'withheld', { ...about, ticketId: ticket.id }), context),
  ];
  await requireApplied(addInternalNote(table, ticket.id, { message: withheldNote(reason) }, also, context));
}

const withheldNotes: Readonly<Record<string, string>> = {
  no_address: 'The last answer was not mailed: the customer has no e-mail address.',
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
  once: Write,
  context: Context,
): Promise<void> {
  const { mail, leftOut } = await compose(deps, event, ticket, contact);
  const send = {
    ref: refOf(event, ticket),
    step: stepOf(event),
    purpose: PURPOSE,
    ticketId: ticket.id,
    authorId: isPerson(event.actor) ? event.actor.id : undefined,
  } as const;
  const claims = [
    once,
    ...claimSend(send, context),
    indexOutbound(mail.messageId ?? '', ticket.id, context.now),
  ];
  const claimed = await requireApplied(
    leftOut.length === 0
      ? commit(deps.table, context, { writes: claims })
      : addInternalNote(deps.table, ticket.id, { message: leftOutNote(leftOut) }, claims, context),
  );
  if (!claimed) return;
  const handing = {
    send,
    again: (at: string) => postponedReplyWork(event, at),
    // SES puts its own Message-ID in the place of ours, so that is what an answer will name.
    whenSent: (id: string) => [indexOutbound(providerMessageId(id, deps.region), ticket.id, context.now)],
  };
  await submitToProvider(deps, handing, mail, context);
}

const isPerson = ({ role }: MessageEvent['actor']) => role === 'agent' || role === 'lead' || role === 'admin';

const postponedReplyWork = (event: MessageEvent, at: string): TimedWork => ({
  ...emailWork.reply(event.data.ticketId, event.id),
  at,
  queue: 'email',
  kind: REPLY_KIND,
  data: { eventId: event.id, at: event.at },
});

/** `…@email.amazonses.com` in us-east-1, `…@region.amazonses.com` elsewhere. */
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
  const answer = {
    eventId: event.id,
    subject: ticket.subject,
    message: event.data.message,
    automatic: event.data.automatic,
    before: entries.filter(({ id }) => id !== event.id),
    contact,
    attachments,
    tooLarge,
  };
  const letterhead = {
    from: mailFrom,
    to: contact.email ?? '',
    replyTo: inboundDomain && (await replyAddress(deps.signingKeys, ticket.id, inboundDomain)),
    domain: inboundDomain ?? domainOf(mailFrom),
  };
  return { mail: composeReply(answer, letterhead), leftOut: [...tooLarge, ...missing] };
}

const domainOf = (mailFrom: string): string =>
  mailFrom.split('@').at(-1)?.replace(/>\s*$/, '') ?? 'localhost';

/**
 * SES takes 10 MB a mail by the API that we call (SendRawEmail, not adjustable), base64 with its line breaks makes 1.37
 * bytes of one, and text and quote want room. (The newer API takes 40 MB, which few mailboxes do.)
 */
const MAX_SENT_BYTES = 7_000_000;

interface FilesOfAnswer {
  attachments: MailAttachment[];
  /** Names of those that the mail has no room for, and of those that are not there any more as they were sent. */
  tooLarge: string[];
  missing: string[];
}

/** The files that go along, in their order, as many as fit. A file that is not there is left out rather than the answer. */
async function filesOf({ files }: ReplyDeps, { data, customerId }: MessageEvent): Promise<FilesOfAnswer> {
  const found: FilesOfAnswer = { attachments: [], tooLarge: [], missing: [] };
  const own = customerFilesPrefix(customerId ?? '');
  let room = MAX_SENT_BYTES;
  for (const { filename, contentType, key, bytes } of data.attachments ?? []) {
    if (bytes > room) {
      found.tooLarge.push(filename);
      continue;
    }
    const content = key.startsWith(own) ? await files.get(key, room) : undefined;
    if (content) {
      found.attachments.push({ name: filename, contentType, content });
      room -= content.length;
    } else found.missing.push(filename);
  }
  return found;
}

const leftOutNote = (names: readonly string[]): string =>
  `Not attached to the mail with the last answer, too large or missing: ${names.join(', ')}.`;
