// A mail as the inbox keeps it.
import type { ParsedMail } from 'mailparser';
import { simpleParser } from 'mailparser';

export interface Header {
  name: string;
  value: string;
}

export interface Mail {
  /** The message id that SES returned to the sender. */
  id: string;
  /** When it was sent, ISO 8601, in the runner's time. */
  time: string;
  from: string;
  /** The envelope: all recipients. */
  recipients: string[];
  to: string;
  cc: string;
  replyTo: string;
  subject: string;
  text: string;
  html: string;
  /** Every header line in order, unfolded; names as written. */
  headers: Header[];
  tags: Record<string, string>;
  configurationSet?: string;
  attachments: { filename: string; contentType: string; size: number }[];
  /** The delivered MIME source. */
  raw: string;
}

export interface Envelope {
  id: string;
  time: string;
  from: string;
  recipients: string[];
  tags: Record<string, string>;
  configurationSet?: string;
}

/** Parses a MIME message for the inbox. */
export const toMail = async (raw: Buffer, envelope: Envelope): Promise<Mail> => {
  const parsed = await simpleParser(raw, { skipImageLinks: true });
  return {
    ...envelope,
    to: addresses(parsed.to),
    cc: addresses(parsed.cc),
    replyTo: addresses(parsed.replyTo),
    subject: parsed.subject ?? '',
    text: parsed.text ?? '',
    html: parsed.html === false ? '' : parsed.html,
    headers: parsed.headerLines.map(({ line }) => headerOf(line)),
    attachments: parsed.attachments.map(({ filename, contentType, size }) => ({
      filename: filename ?? '',
      contentType,
      size,
    })),
    raw: raw.toString('utf8'),
  };
};

const addresses = (field: ParsedMail['to']): string =>
  [field ?? []]
    .flat()
    .map((one) => one.text)
    .join(', ');

const headerOf = (line: string): Header => {
  const colon = line.indexOf(':');
  return {
    name: line.slice(0, colon),
    value: line
      .slice(colon + 1)
      .replace(/\r?\n[ \t]+/g, ' ')
      .trim(),
  };
};
