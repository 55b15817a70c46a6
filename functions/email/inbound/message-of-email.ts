// A mail as the message of a ticket: what is new in it, what it quotes, what is attached, within the bounds of a message.
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
  /** To be stored before the message is written. */
  files: { attachment: Attachment; content: Buffer }[];
}

/** As a message of the API may be long. */
export const MAX_MESSAGE = 32_000;
const MAX_QUOTED = 32_000;
/** With the message and all the rest, an event stays below what can be told (tests/unit/platform/events). */
const MAX_QUOTED_BYTES = 48_000;
const MAX_SIGNATURE = 2_000;
const CUT = '\n\n[The mail is longer. The whole text is attached as message.txt.]';
const QUOTE_CUT = '\n[…]';
const MAX_LISTED = 20;
const MAX_SHOWN_SUBJECT = 250;

/** Marks for staff that go with the message. */
export interface MessageRemarks {
  notes: string[];
  /** Nothing attached is kept: a virus was found. */
  dropAttachments: boolean;
}

/**
 * The message of a mail of a customer, and its files. Text beyond the length of a message is cut and attached whole; quotes
 * beyond theirs are cut, the raw mail has them.
 */
export function messageOfEmail(
  mail: ParsedEmail,
  customerId: string,
  seed: string,
  { notes, dropAttachments }: MessageRemarks,
): EmailMessage {
  const split = splitReply(mail.body, isForward(mail.subject));
  const whole = [split.text, mail.invitation && `[${mail.invitation}]`].filter(Boolean).join('\n\n');
  const cut = whole.length > MAX_MESSAGE;
  const screened = dropAttachments
    ? {
        kept: [],
        refused: mail.attachments.map(({ name }) => ({ name, reason: 'virus' })).slice(0, MAX_LISTED),
      }
    : screenAttachments(mail.attachments, customerId, seed);
  const files = [...screened.kept, ...(cut ? [wholeText(whole, customerId, seed)] : [])];
  const remarks = [...notes, ...(cut ? ['cut'] : []), ...(mail.unread ? ['unreadable'] : [])];
  return {
    incoming: {
      message: cut ? truncated(whole, MAX_MESSAGE, CUT) : whole || emptyText(mail, files.length),
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

function wholeText(text: string, customerId: string, seed: string): EmailMessage['files'][number] {
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
  const cut = truncated(text, MAX_QUOTED, QUOTE_CUT);
  const bytes = Buffer.byteLength(cut);
  if (bytes <= MAX_QUOTED_BYTES) return cut;
  // A character has three bytes at most, so a third of them surely fits.
  return truncated(cut, MAX_QUOTED_BYTES / 3, QUOTE_CUT);
}

/** Cut to `max` characters with its mark, never through a pair that makes one character. */
export function truncated(text: string, max: number, mark: string): string {
  if (text.length <= max) return text;
  return text.slice(0, Math.floor(max) - mark.length).replace(/[\ud800-\udbff]$/, '') + mark;
}

export const formatMailbox = ({ name, address }: Mailbox): string =>
  name ? `${name} <${address}>` : address;
