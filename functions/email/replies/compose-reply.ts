// Composes a reply as an email that belongs to the customer's own thread.
import type { Contact } from '../../customers/index.ts';
import { digest } from '../../platform/ids.ts';
import { escapeHtml, type Mail, type MailAttachment } from '../../platform/mail/compose-mail.ts';
import type { Item } from '../../platform/table/table.ts';
import type { MessageEmail } from '../../tickets/index.ts';
import { LOOP_HEADER } from '../classification/classify-email.ts';
import { truncated } from '../inbound/message-of-email.ts';
import { bareSubject } from '../threading/subject.ts';

export interface OutgoingReply {
  eventId: string;
  subject: string;
  message: string;
  automatic: boolean;
  /** The thread entries before this reply, newest first. */
  before: readonly Item[];
  contact: Contact;
  attachments: readonly MailAttachment[];
  /** The names of the files that do not fit into an email. */
  tooLarge: readonly string[];
}

export interface ReplyHeaders {
  from: string;
  to: string;
  replyTo: string | undefined;
  /** The domain of our Message-IDs. */
  domain: string;
}

const MAX_REFERENCES = 20;
const MAX_QUOTED = 5_000;
const MAX_SUBJECT = 200;

/**
 * Derives the Message-ID of a message that we send. It is the same for every attempt and cannot be guessed.
 */
const ownMessageId = (eventId: string, domain: string): string =>
  `${digest(`mail|${eventId}`).toLowerCase()}@${domain}`;

/**
 * Composes the email of a reply. The subject is `Re:` and the ticket's subject, In-Reply-To and References
 * name the emails of the thread (RFC 5322, 3.6.4), and the customer's last message is quoted below the text.
 * The email is marked as automatic only if no person wrote it.
 */
export function composeReply(reply: OutgoingReply, { from, to, replyTo, domain }: ReplyHeaders): Mail {
  const references = reply.before.flatMap((entry) => mailIdOf(entry, domain)).toReversed();
  const inReplyTo = reply.before.map(customerMailId).find((id) => id !== undefined);
  const quote = quoteOf(reply);
  const tooLargeNotes = reply.tooLarge.map(
    (name) => `[${name} is too large for email. You find it with this conversation in your account.]`,
  );
  const text = [reply.message, ...tooLargeNotes].join('\n\n');
  return {
    from,
    to,
    subject: `Re: ${truncated(bareSubject(reply.subject) || 'your message', MAX_SUBJECT, '…')}`,
    text: `${[text, quote && quotedText(quote)].filter(Boolean).join('\n\n')}\n`,
    html: [htmlOf(text), quote && quotedHtml(quote)].filter(Boolean).join('\n'),
    byPerson: !reply.automatic,
    headers: {
      [LOOP_HEADER]: domain,
      ...(reply.automatic ? { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' } : {}),
    },
    ...(replyTo ? { replyTo } : {}),
    messageId: ownMessageId(reply.eventId, domain),
    ...(inReplyTo ? { inReplyTo } : {}),
    references: references.slice(-MAX_REFERENCES),
    attachments: reply.attachments,
  };
}

interface Entry {
  id: string;
  type: string;
  at: string;
  actor: { role: string };
  data: { message?: string; visibility?: string; unverified?: string; mail?: MessageEmail };
}

const entryOf = (item: Item) => item as unknown as Entry;
const isUnverified = ({ data }: Entry) => data.unverified !== undefined;
const isFromCustomer = (entry: Entry) =>
  (entry.actor.role === 'customer' || isUnverified(entry)) &&
  (entry.type === 'ticket.opened' || entry.type === 'ticket.message_added');

function customerMailId(item: Item): string | undefined {
  const entry = entryOf(item);
  return isFromCustomer(entry) ? entry.data.mail?.messageId : undefined;
}

function mailIdOf(item: Item, domain: string): string[] {
  const entry = entryOf(item);
  if (isFromCustomer(entry)) return entry.data.mail?.messageId ? [entry.data.mail.messageId] : [];
  const ours = entry.type === 'ticket.message_added' && entry.data.visibility === 'public';
  return ours ? [ownMessageId(entry.id, domain)] : [];
}

interface Quote {
  announcement: string;
  text: string;
}

/**
 * Quotes the customer's last message, truncated. Returns undefined when the sender of the last inbound
 * message is not verified: a reply to it must not contain text of the customer or of somebody else.
 */
function quoteOf({ before, contact }: OutgoingReply): Quote | undefined {
  const last = before.map(entryOf).find(isFromCustomer);
  if (!last?.data.message || isUnverified(last)) return undefined;
  const timeZone = contact.timeZone ?? 'UTC';
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const when = `${format.format(new Date(last.at))}${contact.timeZone ? '' : ' UTC'}`;
  return {
    announcement: `On ${when}, ${contact.name ?? contact.email ?? 'you'} wrote:`,
    text: truncated(last.data.message, MAX_QUOTED, '\n[…]'),
  };
}

const quotedText = ({ announcement, text }: Quote): string =>
  [announcement, ...text.split('\n').map((line) => (line ? `> ${line}` : '>'))].join('\n');

const quotedHtml = ({ announcement, text }: Quote): string =>
  `<div>${escapeHtml(announcement)}</div>\n<blockquote type="cite">${htmlOf(text)}</blockquote>`;

const htmlOf = (text: string): string =>
  text
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll('\n', '<br>\n')}</p>`)
    .join('\n');
