// Reads the notification of SES about an email that it has stored (Amazon SES Developer Guide, "Contents of
// notifications for Amazon SES email receiving").
import * as z from 'zod/mini';
import type { Verdicts } from '../classification/sender-authentication.ts';

const verdict = z.optional(z.object({ status: z.string() }));

const NotificationSchema = z.object({
  notificationType: z.literal('Received'),
  receipt: z.object({
    // Number and length are not limited here: too many or too long recipients must not lose the email.
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

/**
 * Where the raw email is stored, and the provider's verdicts on it. Kept with a suspended email for its
 * release.
 */
export interface StoredEmail {
  objectKey: string;
  /** The recipients of the envelope, which may differ from those in the header. */
  recipients: string[];
  envelopeFrom?: string;
  spam: boolean;
  virus: boolean;
  /**
   * Absent from emails that were suspended before verdicts were kept; their senders count as unauthenticated.
   */
  verdicts?: Verdicts;
}

/** Limits of the envelope; an address has at most 254 characters (RFC 5321). */
const MAX_RECIPIENTS = 100;
const MAX_ADDRESS = 254;

/**
 * Reads a notification of SES. Throws if it does not match the schema. Drops recipients beyond the limits.
 */
export function storedEmailOf(raw: unknown): StoredEmail {
  const { receipt, mail } = z.parse(NotificationSchema, raw);
  const failed = (given: z.output<typeof verdict>) => given?.status.toUpperCase() === 'FAIL';
  return {
    objectKey: receipt.action.objectKey,
    recipients: receipt.recipients
      .filter(({ length }) => length <= MAX_ADDRESS)
      .slice(0, MAX_RECIPIENTS)
      .map((recipient) => recipient.toLowerCase()),
    // An empty envelope sender means: do not answer, not even with a bounce.
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
