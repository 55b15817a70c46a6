// An answer as a mail that stands in the customer's own thread.
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
  /** Entries of the thread before it, newest first. */
  before: readonly Item[];
  contact: Contact;
  attachments: readonly MailAttachment[];
  /** Names of files that a mail has no room for. */
  tooLarge: readonly string[];
}

export interface ReplyHeaders {
  from: string;
  to: string;
  replyTo: string | undefined;
  /** Of our Message-IDs. */
  domain: string;
}

const MAX_REFERENCES = 20;
const MAX_QUOTED = 5_000;
const MAX_SUBJECT = 200;

/** The Message-ID of a message that we mail: the same at every try, and not to be guessed from outside. */
const ownMessageId = (eventId: string, domain: string): string =>
  `${digest(`mail|${eventId}`).toLowerCase()}@${domain}`;

/**
 * The mail of an answer: `Re:` and the ticket's subject, In-Reply-To and References over the mails of the thread
 * (RFC 5322, 3.6.4), the customer's last message quoted below. Marked as automatic only if no person wrote it.
 */
export function composeReply(answer: OutgoingReply, { from, to, replyTo, domain }: ReplyHeaders): Mail {
  const thread = answer.before.flatMap((entry) => mailIdOf(entry, domain)).toReversed();
  const inReplyTo = answer.before.map(customerMailId).find((id) => id !== undefined);
  const quote = quoteOf(answer);
  const elsewhere = answer.tooLarge.map(
    (name) => `[${name} is too large for e-mail. You find it with this conversation in your account.]`,
  );
  const said = [answer.message, ...elsewhere].join('\n\n');
  return {
    from,
    to,
    subject: `Re: ${truncated(bareSubject(answer.subject) || 'your message', MAX_SUBJECT, '…')}`,
    text: `${[said, quote && quotedText(quote)].filter(Boolean).join('\n\n')}\n`,
    html: [htmlOf(said), quote && quotedHtml(quote)].filter(Boolean).join('\n'),
    byPerson: !answer.automatic,
    headers: {
      [LOOP_HEADER]: domain,
      ...(answer.automatic ? { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' } : {}),
    },
    ...(replyTo ? { replyTo } : {}),
    messageId: ownMessageId(answer.eventId, domain),
    ...(inReplyTo ? { inReplyTo } : {}),
    references: thread.slice(-MAX_REFERENCES),
    attachments: answer.attachments,
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
 * The customer's last message, cut: they have it themselves. Nothing when the last that came in is not proven to be theirs:
 * the answer to it holds no word of theirs and none of somebody else's.
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
