// Parses the bytes of an email. The time is bounded whatever they contain: size, lines, headers, parts and
// depth are limited, and only the header is read of an email that exceeds a limit.
import PostalMime, { type Address, type Attachment, type Email } from 'postal-mime';
import { type Mailbox, namedSender } from './from-header.ts';
import { htmlToText } from './html-text.ts';
import { parseRefusalOf } from './parse-limits.ts';

export interface EmailPart {
  name: string;
  /** The type that the sender claims, in lower case. */
  contentType: string;
  bytes: Buffer;
  /** True for a part of the text, such as a picture in a signature. */
  inline: boolean;
}

export interface ParsedEmail {
  /** The Message-ID without its angle brackets. */
  messageId?: string;
  /** The one sender that the From header names. */
  from?: Mailbox;
  /** Set if the From header names several senders or is ambiguous. */
  senderUnclear?: true;
  to: Mailbox[];
  cc: Mailbox[];
  subject: string;
  date?: string;
  /** The Message-IDs that it answers, nearest first. */
  repliesTo: string[];
  /** The body as plain text, with quotes. */
  body: string;
  /** The event of a calendar part, in one line. */
  invitation?: string;
  attachments: EmailPart[];
  /** The parts of a report (RFC 6522). */
  report: EmailPart[];
  /** Returns the values of a header, top first. */
  header: (name: string) => string[];
  /** Why only the header was read, if so. */
  unread?: string;
}

const MAX_DEPTH = 50;
const MAX_HEADER_BYTES = 512 * 1024;
const MAX_SUBJECT = 1000;
const MAX_ADDRESSES = 100;
const MAX_ANSWERS = 50;

/**
 * Parses an email. Never throws because of its content: an email that is too costly, too deep or malformed is
 * returned with `unread`, its header, and the raw email as the only attachment. The cost is estimated before
 * parsing.
 */
export async function parseEmail(raw: Buffer): Promise<ParsedEmail> {
  const refusal = parseRefusalOf(raw);
  if (refusal) return headerOnly(raw, refusal);
  try {
    return parsedEmailOf(
      await PostalMime.parse(raw, {
        maxNestingDepth: MAX_DEPTH,
        maxHeadersSize: MAX_HEADER_BYTES,
        forceRfc822Attachments: true,
      }),
    );
  } catch {
    return headerOnly(raw, 'malformed');
  }
}

async function headerOnly(raw: Buffer, unread: string): Promise<ParsedEmail> {
  const head = raw.subarray(0, MAX_HEADER_BYTES / 2);
  const end = head.toString('latin1').search(/\r?\n\r?\n/);
  let mail: ParsedEmail;
  try {
    mail = parsedEmailOf(await PostalMime.parse(textOnly(head.subarray(0, end < 0 ? head.length : end))));
  } catch {
    mail = parsedEmailOf({ headers: [], headerLines: [], attachments: [] });
  }
  const rawEmail = { name: 'message.eml', contentType: 'message/rfc822', bytes: raw, inline: false };
  return { ...mail, body: '', attachments: [rawEmail], report: [], unread };
}

/** Returns the header block without the headers that describe the structure of the body. */
function textOnly(head: Buffer): string {
  return `${head.toString('utf8').replaceAll(/^(?=content-)/gim, 'X-')}\r\n\r\n`;
}

function parsedEmailOf(email: Email): ParsedEmail {
  const header = (name: string) =>
    email.headers.filter(({ key }) => key === name.toLowerCase()).map(({ value }) => value);
  const [messageId] = messageIds(email.messageId);
  const sender = namedSender(header('from'));
  const parts = email.attachments.map(partOf);
  const report = isReport(header('content-type')) ? parts.filter(isReportPart) : [];
  const invitation = parts.map(invitationOf).find((line) => line !== undefined);
  return {
    ...(messageId ? { messageId } : {}),
    ...(typeof sender === 'object' ? { from: sender } : {}),
    ...(sender === 'unclear' ? { senderUnclear: true } : {}),
    to: mailboxes(email.to),
    cc: mailboxes(email.cc),
    subject: cut(oneLine(email.subject ?? ''), MAX_SUBJECT),
    ...(email.date ? { date: email.date.slice(0, 64) } : {}),
    repliesTo: repliesToOf(email),
    body: bodyOf(email),
    ...(invitation ? { invitation } : {}),
    attachments: parts.filter((part) => !report.includes(part)),
    report,
    header,
  };
}

const isReport = ([contentType = '']: readonly string[]) => /^\s*multipart\/report\b/i.test(contentType);
const isReportPart = ({ contentType }: EmailPart) =>
  contentType.startsWith('message/') || contentType === 'text/rfc822-headers';

/** Returns the summary and the start of the first event of a calendar part (RFC 5545). */
function invitationOf({ contentType, bytes }: EmailPart): string | undefined {
  if (contentType !== 'text/calendar') return undefined;
  const event = bytes.toString('utf8', 0, 64 * 1024).replaceAll(/\r?\n[ \t]/g, '');
  const field = (name: string) =>
    new RegExp(`^${name}(?:;[^:\\r\\n]{0,200})?:(.{1,300})$`, 'im').exec(event)?.[1] ?? '';
  const summary = oneLine(field('SUMMARY')).replaceAll(/\\([,;\\])/g, '$1');
  const [, year, month, day, hour, minute] =
    /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d))?/.exec(field('DTSTART')) ?? [];
  const when = [year && `${year}-${month}-${day}`, hour && `${hour}:${minute}`].filter(Boolean).join(' ');
  return ['Invitation', summary, when].filter(Boolean).join(': ');
}

/** Returns the plain text if there is any, else the text of the HTML. */
function bodyOf({ text = '', html = '' }: Email): string {
  const plain = withoutControls(text);
  if (plain.trim() !== '' || html === '') return plain;
  return withoutControls(htmlToText(html));
}

/** Drops control characters other than tab and line breaks, which no part of Rapport accepts. */
function withoutControls(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(/[^\P{Cc}\t\n]|\ufeff/gu, '');
}

const oneLine = (text: string) => text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim();

/** Truncates a text; half a surrogate pair at the cut is replaced. */
const cut = (text: string, max: number) => text.slice(0, max).toWellFormed();

const MAX_NAME = 200;
const MAX_ADDRESS = 254;
/** A longer name is truncated at its start, because its end has the extension. */
const MAX_FILE_NAME = 1_000;

function mailboxes(addresses: readonly (Address | undefined)[] = []): Mailbox[] {
  return addresses
    .flatMap((entry) => entry?.group ?? (entry ? [entry] : []))
    .slice(0, MAX_ADDRESSES)
    .flatMap(({ name = '', address = '' }) => {
      const bare = address.trim().toLowerCase();
      if (!bare.includes('@') || bare.length > MAX_ADDRESS) return [];
      return [{ name: cut(oneLine(name), MAX_NAME), address: bare }];
    });
}

/** Returns the Message-IDs of In-Reply-To, then those of References from the newest. */
function repliesToOf({ inReplyTo, references }: Email): string[] {
  const ids = [...messageIds(inReplyTo), ...messageIds(references).toReversed()];
  return [...new Set(ids)].slice(0, MAX_ANSWERS);
}

/** Returns the Message-IDs of a header without brackets, which some senders leave out. */
export function messageIds(value = ''): string[] {
  const bounded = value.slice(0, 64_000);
  const bracketed = [...bounded.matchAll(/<([^<>\s]{1,998})>/g)].map(([, id = '']) => id);
  if (bracketed.length > 0) return bracketed;
  const bare = bounded.trim();
  return bare !== '' && bare.length < 998 && !/\s/.test(bare) ? [bare] : [];
}

function partOf({ filename, mimeType, content, disposition, related, contentId }: Attachment): EmailPart {
  const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(new Uint8Array(content));
  return {
    name: oneLine((filename ?? '').slice(-MAX_FILE_NAME)).toWellFormed(),
    contentType: mimeType.toLowerCase(),
    bytes,
    inline: related === true || (disposition !== 'attachment' && contentId !== undefined),
  };
}
