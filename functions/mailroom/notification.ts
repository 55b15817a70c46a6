// What SES says of a mail that it has stored (Amazon SES Developer Guide, "Contents of notifications for Amazon SES
// email receiving"), as far as we read it.
import * as z from 'zod/mini';

const verdict = z.optional(z.object({ status: z.string() }));
const address = z.string().check(z.maxLength(1000));

export const NotificationSchema = z.object({
  notificationType: z.literal('Received'),
  receipt: z.object({
    recipients: z.array(address).check(z.maxLength(500)),
    spamVerdict: verdict,
    virusVerdict: verdict,
    dmarcVerdict: verdict,
    action: z.object({ objectKey: z.string().check(z.minLength(1), z.maxLength(1024)) }),
  }),
  mail: z.object({ source: z.optional(address) }),
});

/** Where the mail lies and what was found of it on the way in. Kept with a suspended mail, to take it up later. */
export interface Delivery {
  objectKey: string;
  /** Of the envelope: for whom it was handed to us, whatever its header says. */
  recipients: string[];
  envelopeFrom?: string;
  spam: boolean;
  virus: boolean;
  dmarcFailed: boolean;
}

const MAX_RECIPIENTS = 100;

export function deliveryOf(raw: unknown): Delivery {
  const { receipt, mail } = z.parse(NotificationSchema, raw);
  const failed = (said: z.output<typeof verdict>) => said?.status.toUpperCase() === 'FAIL';
  return {
    objectKey: receipt.action.objectKey,
    recipients: receipt.recipients.slice(0, MAX_RECIPIENTS).map((recipient) => recipient.toLowerCase()),
    // An empty envelope sender says: do not answer, not even with a bounce.
    ...(mail.source === undefined ? {} : { envelopeFrom: mail.source || '<>' }),
    spam: failed(receipt.spamVerdict),
    virus: failed(receipt.virusVerdict),
    dmarcFailed: failed(receipt.dmarcVerdict),
  };
}
