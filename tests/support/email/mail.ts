// Stands in for the mail provider and keeps what it was handed.
import type { Mail } from '../../../functions/platform/mail/compose-mail.ts';
import type { SendMail, SubmissionResult } from '../../../functions/platform/mail/ses.ts';

export interface Outbox {
  sendMail: SendMail;
  sent: { mail: Mail; tags: Record<string, string> }[];
  /** What the next mails meet; afterwards all are taken. An error is thrown after the mail was taken note of. */
  next: (SubmissionResult | Error)[];
}

export function outbox(): Outbox {
  const box: Outbox = {
    sent: [],
    next: [],
    sendMail: async (mail, tags) => {
      const answer = box.next.shift() ?? { outcome: 'sent', messageId: `m-${box.sent.length}` };
      box.sent.push({ mail, tags });
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  return box;
}
