// A mail as the message of a ticket: what is new in it, what it quotes, what is attached, within the bounds of a message.
import { digest, idPrefixes } from '../platform/ids.ts';
import { type Attachment, attachmentOf } from '../tickets/index.ts';
import type { InboundMail, Mailbox } from './parse-mail.ts';
import { type RefusedAttachment, screenAttachments } from './screen-attachments.ts';
import { splitReply } from './split-reply.ts';
import { isForward } from './subject.ts';
import type { Incoming } from './tickets-port.ts';

export interface MailMessage {
  incoming: Incoming;
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
const MAX_SAID_SUBJECT = 250;

/** Marks for staff that go with the message. */
export interface Remarks {
  notes: string[];
  /** Nothing attached is kept: a virus was found. */
  dropAttachments: boolean;
}

/**
 * The message of a mail of a customer, and its files. Text beyond the length of a message is cut and attached whole; quotes
 * beyond theirs are cut, the raw mail has them.
 */
export function messageOfMail(
  mail: InboundMail,
  customerId: string,
  seed: string,
  { notes, dropAttachments }: Remarks,
): MailMessage {
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
      message: cut ? shortened(whole, MAX_MESSAGE, CUT) : whole || emptyText(mail, files.length),
      mail: {
        ...(mail.messageId ? { messageId: mail.messageId } : {}),
        from: mail.from ? spelled(mail.from) : '',
        to: mail.to.slice(0, MAX_LISTED).map(spelled),
        cc: mail.cc.slice(0, MAX_LISTED).map(spelled),
        subject: shortened(mail.subject, MAX_SAID_SUBJECT, '…'),
        ...(split.quoted ? { quoted: quotedWithin(split.quoted) } : {}),
        ...(split.signature ? { signature: shortened(split.signature, MAX_SIGNATURE, QUOTE_CUT) } : {}),
        ...(screened.refused.length > 0 ? { refused: screened.refused as RefusedAttachment[] } : {}),
        ...(remarks.length > 0 ? { notes: remarks } : {}),
      },
      ...(files.length > 0 ? { attachments: files.map(({ attachment }) => attachment) } : {}),
    },
    files,
  };
}

function wholeText(text: string, customerId: string, seed: string): MailMessage['files'][number] {
  const content = Buffer.from(text);
  const id = `${idPrefixes.attachment}_${digest(`${seed}|whole text`)}`;
  return { attachment: attachmentOf(id, 'message.txt', content.length, customerId), content };
}

function emptyText({ unread, subject }: InboundMail, files: number): string {
  if (unread) return 'This mail could not be read. It is attached as it came.';
  if (files > 0) return '(no text, only what is attached)';
  return subject ? '(no text)' : '(an empty mail)';
}

function quotedWithin(text: string): string {
  const cut = shortened(text, MAX_QUOTED, QUOTE_CUT);
  const bytes = Buffer.byteLength(cut);
  if (bytes <= MAX_QUOTED_BYTES) return cut;
  // A character has three bytes at most, so a third of them surely fits.
  return shortened(cut, MAX_QUOTED_BYTES / 3, QUOTE_CUT);
}

/** Cut to `max` characters with its mark, never through a pair that makes one character. */
export function shortened(text: string, max: number, mark: string): string {
  if (text.length <= max) return text;
  return text.slice(0, Math.floor(max) - mark.length).replace(/[\ud800-\udbff]$/, '') + mark;
}

export const spelled = ({ name, address }: Mailbox): string => (name ? `${name} <${address}>` : address);
