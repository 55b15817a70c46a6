// Implements SES's receiving: accepts a mail as an SMTP server would, stores it and sends the notification.
import { randomBytes } from 'node:crypto';
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { ObjectStore } from '../../s3/object-store.ts';
import type { Clock } from '../../state/clock.ts';
import type { Place } from '../../template/physical.ts';
import { type ReceiptRule, ruleAccepts } from './receipt-rules.ts';
import { envelopeOfHeaders, notificationOf, storedMail, type Verdicts, verdictsOf } from './received-mail.ts';

export interface IncomingMail {
  /** The envelope's sender; default: the one in the mail's headers. Empty for bounces. */
  from?: string;
  /** The envelope's recipients; default: those of To, Cc and Bcc. */
  to?: string[];
  /**
   * The verdicts of the scanners and checks. Default: they pass, unless the mail contains GTUBE or EICAR, or
   * its envelope has another domain than its From header, which leaves `spf`, `dkim` and `dmarc` GRAY.
   */
  verdicts?: Partial<Verdicts>;
}

export interface Receipt {
  messageId: string;
  recipients: string[];
  /** Recipients for which no rule accepts mail. */
  refused: string[];
  objects: { bucket: string; key: string }[];
}

/** The mail was not accepted; the message is the answer to the sending server. */
export class MailRefused extends Error {
  constructor(answer: string) {
    super(answer);
    this.name = 'MailRefused';
  }
}

export interface Receiving {
  /**
   * Accepts a mail and resolves when it is stored and its notification is sent. Rejects with {@link
   * MailRefused}.
   */
  receive(raw: Buffer, envelope?: IncomingMail): Promise<Receipt>;
  /** The domains and addresses that receive mail. */
  recipients: string[];
  /** Returns whether an address receives mail. */
  serves(address: string): boolean;
}

const largestMailBytes = 40 * 1024 * 1024;
const idCharacters = 'abcdefghijklmnopqrstuvwxyz0123456789';

export const createReceiving = (
  rules: ReceiptRule[],
  parts: { place: Place; clock: Clock; sns: SNSClient; objects: ObjectStore },
): Receiving => {
  const serves = (address: string): boolean => rules.some((rule) => ruleAccepts(rule, address));

  const receive = async (raw: Buffer, envelope: IncomingMail = {}): Promise<Receipt> => {
    const headers = envelopeOfHeaders(raw);
    const { from = headers.from, to = headers.to } = envelope;
    const recipients = to.filter(serves);
    if (recipients.length === 0)
      throw new MailRefused(`550 5.1.1 Requested action not taken: mailbox unavailable (${to.join(', ')})`);
    if (raw.length > largestMailBytes) throw new MailRefused('552 5.3.4 Message too big for system');
    const messageId = newReceiptId();
    const objects: Receipt['objects'] = [];
    for (const rule of rules) {
      const accepted = recipients.filter((address) => ruleAccepts(rule, address));
      if (accepted.length === 0) continue;
      const verdicts = verdictsOf(raw, rule.scans, envelope.verdicts ?? {}, from);
      objects.push(await apply(rule, raw, { messageId, from, recipients: accepted, verdicts }, parts));
    }
    return { messageId, recipients, refused: to.filter((address) => !serves(address)), objects };
  };

  return { receive, serves, recipients: rules.flatMap(({ recipients }) => recipients) };
};

const apply = async (
  rule: ReceiptRule,
  raw: Buffer,
  given: { messageId: string; from: string; recipients: string[]; verdicts: Verdicts },
  { place, clock, sns, objects }: Parameters<typeof createReceiving>[1],
): Promise<{ bucket: string; key: string }> => {
  const mail = { ...given, timeMs: clock.now(), region: place.region };
  const stored = storedMail(raw, mail);
  const key = `${rule.prefix}${mail.messageId}`;
  await objects.put(rule.bucket, key, 'binary/octet-stream', stored);
  if (rule.topicArn === undefined) return { bucket: rule.bucket, key };
  const notification = notificationOf(stored, mail, {
    topicArn: rule.topicArn,
    bucketName: rule.bucket,
    objectKeyPrefix: rule.prefix,
    objectKey: key,
  });
  await sns.send(
    new PublishCommand({
      TopicArn: rule.topicArn,
      Message: JSON.stringify(notification),
      Subject: 'Amazon SES Email Receipt Notification',
    }),
  );
  return { bucket: rule.bucket, key };
};

/** Creates an id in SES's format for inbound mail, which differs from that for outgoing mail. */
const newReceiptId = (): string =>
  Array.from(randomBytes(40), (byte) => idCharacters[byte % idCharacters.length]).join('');
