// Reads delivery status notifications (RFC 3464), and the plain text that old mail servers write instead.
import { messageIds, type ParsedEmail } from '../parsing/parse-email.ts';

export interface DeliveryReport {
  /**
   * `failed`: it will never arrive. `delayed`: it may. `delivered`: it did, as far as the reporting server
   * knows.
   */
  outcome: 'failed' | 'delayed' | 'delivered';
  /** True if the address itself is bad, so that sending to it again is pointless. */
  badAddress: boolean;
  /** Enhanced status code (RFC 3463), such as `5.1.1`. */
  status?: string;
  recipient?: string;
  /** The Message-IDs of the email that the report is about. */
  originals: string[];
}

/**
 * Reads the delivery report in an email, or returns undefined. A plain text bounce is recognised by its
 * subject and by a null sender or the name of a mail server.
 */
export function readDeliveryReport(mail: ParsedEmail, envelopeFrom?: string): DeliveryReport | undefined {
  const status = mail.report.find(({ contentType }) =>
    /^message\/(global-)?delivery-status$/.test(contentType),
  );
  if (status) return fromStatus(status.bytes.toString('utf8', 0, MAX_TEXT), mail);
  return looksLikeBounce(mail, envelopeFrom) ? fromText(mail) : undefined;
}

const MAX_TEXT = 64 * 1024;
const STATUS = /\b([245]\.\d{1,3}\.\d{1,3})\b/;

function fromStatus(text: string, mail: ParsedEmail): DeliveryReport {
  const field = (name: string) => fieldOf(text, name);
  const action = field('Action').toLowerCase();
  const status = STATUS.exec(field('Status'))?.[1];
  const recipient = addressOf(field('Final-Recipient')) ?? addressOf(field('Original-Recipient'));
  return reportOf(outcomeOf(action, status), status, recipient, originalsOf(mail));
}

function outcomeOf(action: string, status: string | undefined): DeliveryReport['outcome'] {
  if (/^(delivered|relayed|expanded)/.test(action) || status?.startsWith('2.')) return 'delivered';
  if (action.startsWith('delayed') || status?.startsWith('4.')) return 'delayed';
  return 'failed';
}

/**
 * The status codes of a bad address (RFC 3463: X.1.x, and a disabled mailbox). A full mailbox, a policy or a
 * size limit may change by tomorrow.
 */
const BAD_ADDRESS = /^5\.(0\.0|1\.\d+|2\.1)$/;

function reportOf(
  outcome: DeliveryReport['outcome'],
  status: string | undefined,
  recipient: string | undefined,
  originals: string[],
): DeliveryReport {
  return {
    outcome,
    badAddress: outcome === 'failed' && status !== undefined && BAD_ADDRESS.test(status),
    ...(status ? { status } : {}),
    ...(recipient ? { recipient } : {}),
    originals,
  };
}

/** Reads the address of a field such as `rfc822; ada@example.org`. */
function addressOf(field: string): string | undefined {
  const address = /^(?:[a-z0-9-]{1,40}\s{0,9};)?\s{0,9}<?([^\s<>;]{1,254}@[^\s<>;]{1,254})>?/i.exec(
    field.slice(0, 600),
  )?.[1];
  return address?.toLowerCase();
}

/**
 * Returns the Message-ID of the original email, from its returned copy or header, and those that the report
 * answers.
 */
function originalsOf(mail: ParsedEmail): string[] {
  const returned = mail.report.find(({ contentType }) =>
    /^(message\/rfc822|message\/global|text\/rfc822-headers)$/.test(contentType),
  );
  const header = returned?.bytes.toString('utf8', 0, MAX_TEXT).split(/\r?\n\r?\n/)[0] ?? '';
  return [...new Set([...messageIds(fieldOf(header, 'message-id')), ...mail.repliesTo])];
}

/** Returns the first value of a field that is not empty, unfolded to one line, or an empty text. */
function fieldOf(text: string, name: string): string {
  const start = `${name.toLowerCase()}:`;
  const values = text
    .replaceAll(/\r?\n[ \t]+/g, ' ')
    .split('\n')
    .filter((line) => line.slice(0, start.length).toLowerCase() === start)
    .map((line) => line.slice(start.length).trim());
  return values.find((value) => value !== '') ?? '';
}

/** The names that a provider reserves for its own servers. */
const DAEMON = /^(mailer-daemon|postmaster)@/i;
export const isMailServer = (address: string): boolean => DAEMON.test(address);

const BOUNCE_SUBJECT =
  /^(undeliver(ed|able)|(mail )?delivery (status notification|failed|failure|has failed)|failure notice|returned mail|mail system error|unzustellbar|nicht zustellbar|message non remis|échec de la remise|no se puede entregar)/i;

function looksLikeBounce({ from, subject, header }: ParsedEmail, envelopeFrom: string | undefined): boolean {
  const nullSender = envelopeFrom === '<>' || header('return-path')[0]?.trim() === '<>';
  return (nullSender || isMailServer(from?.address ?? '')) && BOUNCE_SUBJECT.test(subject);
}

function fromText(mail: ParsedEmail): DeliveryReport {
  const text = mail.body.slice(0, MAX_TEXT);
  const status = STATUS.exec(text)?.[1];
  const recipient = /<([^\s<>]{1,200}@[^\s<>]{1,200})>/.exec(text)?.[1]?.toLowerCase();
  const lines = text.split('\n').map((line) => line.trim());
  const originals = messageIds(/^<[^<>\s]{1,998}>/.exec(fieldOf(lines.join('\n'), 'message-id'))?.[0]);
  return reportOf(outcomeOf('', status), status, recipient, [...new Set([...originals, ...mail.repliesTo])]);
}
