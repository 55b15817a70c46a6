// What SES says of a mail that it has stored (Amazon SES Developer Guide, "Contents of notifications for Amazon SES
// email receiving"), as far as we read it.
import * as z from 'zod/mini';
import type { Verdicts } from '../classification/sender-authentication.ts';

const verdict = z.optional(z.object({ status: z.string() }));

const NotificationSchema = z.object({
  notificationType: z.literal('Received'),
  receipt: z.object({
    // As many and as long as somebody made them: that is no reason to lose the mail.
    recipients: z.array(z.string()),
    spamVerdict: verdict,
    virusVerdict: verdict,
    spfVerdict: verdict,
    dkimVerdict: verdict,
    dmarcVerdict: verdict,
    action: z.object({ objectKey: z.string().check(z.minLength(1), z.maxLength(1024)) }),
  }),
  mail: z.object({ source: z.optional(z.string()) }),
});

/** Where the mail lies and what was found of it on the way in. Kept with a suspended mail, to take it up later. */
export interface StoredEmail {
  objectKey: string;
  /** Of the envelope: for whom it was handed to us, whatever its header says. */
  recipients: string[];
  envelopeFrom?: string;
  spam: boolean;
  virus: boolean;
  /** Absent from mails that were suspended before these were kept: nothing speaks for their senders. */
  verdicts?: Verdicts;
}

/** Limits of the envelope; an address has at most 254 characters (RFC 5321). */
const MAX_RECIPIENTS = 100;
const MAX_ADDRESS = 254;

export function storedEmailOf(raw: unknown): StoredEmail {
  const { receipt, mail } = z.parse(NotificationSchema, raw);
  const failed = (said: z.output<typeof verdict>) => said?.status.toUpperCase() === 'FAIL';
  return {
    objectKey: receipt.action.objectKey,
    recipients: receipt.recipients
      .filter(({ length }) => length <= MAX_ADDRESS)
      .slice(0, MAX_RECIPIENTS)
      .map((recipient) => recipient.toLowerCase()),
    // An empty envelope sender says: do not answer, not even with a bounce.
    ...(mail.source === undefined || mail.source.length > MAX_ADDRESS
      ? {}
      : { envelopeFrom: mail.source || '<>' }),
    spam: failed(receipt.spamVerdict),
    virus: failed(receipt.virusVerdict),
    verdicts: {
      spf: receipt.spfVerdict?.status,
      dkim: receipt.dkimVerdict?.status,
      dmarc: receipt.dmarcVerdict?.status,
    },
  };
}
