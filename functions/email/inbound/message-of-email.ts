// Converts an email into a message: its new text, its quoted text and its attachments, within the limits of a
// message.
import { digest, idPrefixes } from '../../platform/ids.ts';
import { type Attachment, newAttachment } from '../../tickets/index.ts';
import type { Mailbox } from '../parsing/from-header.ts';
import type { ParsedEmail } from '../parsing/parse-email.ts';
import { splitReply } from '../parsing/split-reply.ts';
import { isForward } from '../threading/subject.ts';
import type { IncomingMessage } from '../tickets-port.ts';
import { screenAttachments } from './screen-attachments.ts';

export interface EmailMessage {
  incoming: IncomingMessage;
  /** Files that must be stored before the message is written. */
  files: { attachment: Attachment; content: Buffer }[];
}

/** The same limit in characters as for a message of the API. */
export const MAX_MESSAGE = 32_000;
const MAX_QUOTED = 32_000;
/**
 * Keeps an event with all its other fields below the size limit for publishing (tests/unit/platform/events).
 */
const MAX_QUOTED_BYTES = 48_000;
const MAX_SIGNATURE = 2_000;
const CUT = '\n\n[The mail is longer. The whole text is attached as message.txt.]';
const QUOTE_CUT = '\n[…]';
const MAX_LISTED = 20;
const MAX_SHOWN_SUBJECT = 250;

/** Remarks for staff that are stored with the message. */
export interface MessageRemarks {
  notes: string[];
  /** True if a virus was found, so that no attachment is kept. */
  dropAttachments: boolean;
}

/**
 * Builds the message of a customer's email, and its files. A text that is longer than a message is truncated
 * and also attached in full. Quoted text over its limit is truncated; only the raw email has the rest.
 */
export function messageOfEmail(
  mail: ParsedEmail,
  customerId: string,
  seed: string,
  { notes, dropAttachments }: MessageRemarks,
): EmailMessage {
  const split = splitReply(mail.body, isForward(mail.subject));
  const text = [split.text, mail.invitation && `[${mail.invitation}]`].filter(Boolean).join('\n\n');
  const isCut = text.length > MAX_MESSAGE;
  const screened = dropAttachments
    ? {
        kept: [],
        refused: mail.attachments.map(({ name }) => ({ name, reason: 'virus' })).slice(0, MAX_LISTED),
      }
    : screenAttachments(mail.attachments, customerId, seed);
  const files = [...screened.kept, ...(isCut ? [fullText(text, customerId, seed)] : [])];
  const remarks = [...notes, ...(isCut ? ['cut'] : []), ...(mail.unread ? ['unreadable'] : [])];
  return {
    incoming: {
      message: isCut ? truncated(text, MAX_MESSAGE, CUT) : text || emptyText(mail, files.length),
      mail: {
        ...(mail.messageId ? { messageId: mail.messageId } : {}),
        from: mail.from ? formatMailbox(mail.from) : '',
        to: mail.to.slice(0, MAX_LISTED).map(formatMailbox),
        cc: mail.cc.slice(0, MAX_LISTED).map(formatMailbox),
        subject: truncated(mail.subject, MAX_SHOWN_SUBJECT, '…'),
        ...(split.quoted ? { quoted: quotedWithin(split.quoted) } : {}),
        ...(split.signature ? { signature: truncated(split.signature, MAX_SIGNATURE, QUOTE_CUT) } : {}),
        ...(screened.refused.length > 0 ? { refused: screened.refused } : {}),
        ...(remarks.length > 0 ? { notes: remarks } : {}),
      },
      ...(files.length > 0 ? { attachments: files.map(({ attachment }) => attachment) } : {}),
    },
    files,
  };
}

function fullText(text: string, customerId: string, seed: string): EmailMessage['files'][number] {
  const content = Buffer.from(text);
  const id = `${idPrefixes.attachment}_${digest(`${seed}|whole text`)}`;
  return { attachment: newAttachment(id, 'message.txt', content.length, customerId), content };
}

function emptyText({ unread, subject }: ParsedEmail, files: number): string {
  if (unread) return 'This mail could not be read. It is attached as it came.';
  if (files > 0) return '(no text, only what is attached)';
  return subject ? '(no text)' : '(an empty mail)';
}

function quotedWithin(text: string): string {
  const quoted = truncated(text, MAX_QUOTED, QUOTE_CUT);
  const bytes = Buffer.byteLength(quoted);
  if (bytes <= MAX_QUOTED_BYTES) return quoted;
  // A UTF-16 unit has at most three bytes in UTF-8, so a third of the limit always fits.
  return truncated(quoted, MAX_QUOTED_BYTES / 3, QUOTE_CUT);
}

/**
 * Truncates a text to `max` characters including the mark, never between the two halves of a surrogate pair.
 */
export function truncated(text: string, max: number, mark: string): string {
  if (text.length <= max) return text;
  return text.slice(0, Math.floor(max) - mark.length).replace(/[\ud800-\udbff]$/, '') + mark;
}

export const formatMailbox = ({ name, address }: Mailbox): string =>
  name ? `${name} <${address}>` : address;
