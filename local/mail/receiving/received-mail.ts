// Builds a mail as SES stores it, and SES's notification of it ("Contents of notifications for
// Amazon SES email receiving").
import type { Header } from '../mail.ts';
import { editHeaders, headerValue, type Message, plainAddresses, splitMessage } from '../mime.ts';

type Verdict = 'PASS' | 'FAIL' | 'GRAY' | 'PROCESSING_FAILED' | 'DISABLED';
export const verdictNames = ['spam', 'virus', 'spf', 'dkim', 'dmarc'] as const;
export type Verdicts = Record<(typeof verdictNames)[number], Verdict>;

export interface ReceivedMail {
  messageId: string;
  timeMs: number;
  region: string;
  /** The envelope's sender; empty for bounces. */
  from: string;
  /** The envelope's recipients that the rule accepts. */
  recipients: string[];
  verdicts: Verdicts;
}

/** The texts with which scanners are tested: GTUBE and EICAR. */
const spamTest = 'XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X';
const virusTest = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';

/**
 * Returns the verdicts of the scanners, unless the caller or a header such as `X-SES-Spam-Verdict` sets them,
 * and of the sender checks: all pass for a mail whose envelope has the domain of its From header, as from a
 * real mailbox; for any other nothing is known (GRAY).
 */
export const verdictsOf = (
  raw: Buffer,
  scans: boolean,
  wanted: Partial<Verdicts>,
  envelopeFrom?: string,
): Verdicts => {
  const message = splitMessage(raw);
  const domain = (address: string | undefined): string => address?.split('@').at(-1)?.toLowerCase() ?? '';
  const [author] = plainAddresses(headerValue(message, 'From') ?? '');
  const sender: Verdict = domain(envelopeFrom ?? author) === domain(author) ? 'PASS' : 'GRAY';
  const scanned = (name: 'spam' | 'virus', test: string): Verdict => {
    if (!scans) return 'DISABLED';
    const stated = headerValue(message, `X-SES-${name}-Verdict`)?.toUpperCase();
    return (stated as Verdict | undefined) ?? (raw.includes(test) ? 'FAIL' : 'PASS');
  };
  const virus = scanned('virus', virusTest);
  return { spam: scanned('spam', spamTest), virus, spf: sender, dkim: sender, dmarc: sender, ...wanted };
};

/** Returns the bytes that SES stores: its own headers before those of the mail. */
export const storedMail = (raw: Buffer, mail: ReceivedMail): Buffer => {
  const date = new Date(mail.timeMs).toUTCString().replace('GMT', '+0000 (UTC)');
  const by = `inbound-smtp.${mail.region}.amazonaws.com`;
  const domain = mail.from.split('@')[1] ?? 'unknown';
  const { spam, virus, spf, dkim, dmarc } = mail.verdicts;
  const results = [`spf=${spf}`, `dkim=${dkim}`, `dmarc=${dmarc}`].map((result) => result.toLowerCase());
  const added: Header[] = [
    { name: 'Return-Path', value: `<${mail.from}>` },
    {
      name: 'Received',
      value: `from ${domain} (${domain} [127.0.0.1]) by ${by} with SMTP id ${mail.messageId} for ${mail.recipients[0]}; ${date}`,
    },
    { name: 'X-SES-Spam-Verdict', value: spam },
    { name: 'X-SES-Virus-Verdict', value: virus },
    { name: 'Authentication-Results', value: `amazonses.com; ${results.join('; ')}` },
  ];
  return editHeaders(withLineEnds(raw), ['Return-Path', 'X-SES-Spam-Verdict', 'X-SES-Virus-Verdict'], added);
};

/** Converts line ends: SMTP uses only CRLF, but a file saved on Unix has LF. */
const withLineEnds = (raw: Buffer): Buffer =>
  raw.includes('\r\n') ? raw : Buffer.from(raw.toString('latin1').replaceAll('\n', '\r\n'), 'latin1');

/** Beyond this size SES cuts the list of headers in its notification. */
const mostHeaderBytes = 10 * 1024;

/** Builds SES's notification that a mail was stored. `stored` are the bytes of {@link storedMail}. */
export const notificationOf = (
  stored: Buffer,
  mail: ReceivedMail,
  place: { topicArn: string; bucketName: string; objectKeyPrefix: string; objectKey: string },
): object => {
  const message = splitMessage(stored);
  const timestamp = new Date(mail.timeMs).toISOString();
  const { headers, truncated } = cut(message.headers);
  const verdicts = verdictNames.map((name) => [`${name}Verdict`, { status: mail.verdicts[name] }]);
  return {
    notificationType: 'Received',
    receipt: {
      timestamp,
      processingTimeMillis: 400,
      recipients: mail.recipients,
      ...Object.fromEntries(verdicts),
      ...(mail.verdicts.dmarc === 'FAIL' ? { dmarcPolicy: 'none' } : {}),
      action: { type: 'S3', ...place },
    },
    mail: {
      timestamp,
      source: mail.from,
      messageId: mail.messageId,
      destination: mail.recipients,
      headersTruncated: truncated,
      headers,
      commonHeaders: commonHeaders(message, mail.from),
    },
  };
};

const cut = (headers: Header[]): { headers: Header[]; truncated: boolean } => {
  let left = mostHeaderBytes;
  const kept = headers.filter(({ name, value }) => {
    left -= Buffer.byteLength(name) + Buffer.byteLength(value);
    return left >= 0;
  });
  return { headers: kept, truncated: kept.length < headers.length };
};

const commonHeaders = (message: Message, from: string): object => {
  const find = (name: string): string | undefined => headerValue(message, name);
  const list = (name: string): string[] | undefined => {
    const value = find(name);
    return value === undefined ? undefined : (value.match(/("[^"]*"|[^,])+/g) ?? []).map((one) => one.trim());
  };
  return {
    returnPath: from,
    from: list('From'),
    date: find('Date'),
    to: list('To'),
    cc: list('Cc'),
    replyTo: list('Reply-To'),
    messageId: find('Message-ID'),
    subject: find('Subject'),
  };
};

/** Returns the sender and recipients in a mail's own headers, for a mail without an envelope. */
export const envelopeOfHeaders = (raw: Buffer): { from: string; to: string[] } => {
  const message = splitMessage(raw);
  const addresses = (...names: string[]): string[] =>
    names.flatMap((name) => plainAddresses(headerValue(message, name) ?? ''));
  const returnPath = headerValue(message, 'Return-Path');
  const from = returnPath === undefined ? addresses('From')[0] : plainAddresses(returnPath)[0];
  return { from: from ?? '', to: [...new Set(addresses('To', 'Cc', 'Bcc'))] };
};
