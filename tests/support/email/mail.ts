// A fake mail provider that keeps the submitted emails.
import type { Mail } from '../../../functions/platform/mail/compose-mail.ts';
import type { SendMail, SubmissionResult } from '../../../functions/platform/mail/ses.ts';

export interface Outbox {
  sendMail: SendMail;
  sent: { mail: Mail; tags: Record<string, string> }[];
  /**
   * The results of the next submissions; later ones are accepted. An error is thrown after the email is
   * recorded.
   */
  next: (SubmissionResult | Error)[];
}

export function outbox(): Outbox {
  const box: Outbox = {
    sent: [],
    next: [],
    sendMail: async (mail, tags) => {
      const result = box.next.shift() ?? { outcome: 'sent', messageId: `m-${box.sent.length}` };
      box.sent.push({ mail, tags });
      if (result instanceof Error) throw result;
      return result;
    },
  };
  return box;
}
