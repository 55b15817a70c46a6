// Hands a mail to Amazon SES and returns what is known about its delivery.
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { composeMail, type Mail } from './compose-mail.ts';

export type SubmissionResult =
  /** SES accepted it. */
  | { outcome: 'sent'; messageId: string }
  /** SES refused it permanently: it was certainly not sent. */
  | { outcome: 'failed'; reason: string }
  /** SES refused it temporarily: it was certainly not sent and may be tried again. */
  | { outcome: 'postponed' }
  /** No answer came: it may have been sent. */
  | { outcome: 'unknown' };

/**
 * Sends a mail. The tags come back in every report of the provider; names and values consist of A–Z a–z 0–9 _
 * - (SES's rule).
 */
export type SendMail = (mail: Mail, tags: Record<string, string>) => Promise<SubmissionResult>;

/** The part of an SDK error that shows that the service answered. */
interface ServiceFault {
  name: string;
  $fault?: 'client' | 'server';
  $retryable?: { throttling?: boolean };
  $metadata?: { httpStatusCode?: number };
}

/**
 * Creates a sender that uses SES. The SDK's own retries are off: a request without an answer may have been
 * carried out, and repeating it could send the mail twice.
 */
export function sesSender(configurationSet: string, client = new SESClient({ maxAttempts: 1 })): SendMail {
  return async (mail, tags) => {
    const Data = await composeMail(mail);
    try {
      const answer = await client.send(
        new SendRawEmailCommand({
          Source: mail.from,
          Destinations: [mail.to],
          RawMessage: { Data },
          ConfigurationSetName: configurationSet,
          Tags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
        }),
      );
      return answer.MessageId ? { outcome: 'sent', messageId: answer.MessageId } : { outcome: 'unknown' };
    } catch (error) {
      return resultOfFault(error as ServiceFault);
    }
  };
}

function resultOfFault(error: ServiceFault): SubmissionResult {
  if (error.$retryable?.throttling || /throttl|TooManyRequests|LimitExceeded/i.test(error.name))
    return { outcome: 'postponed' };
  const status = error.$metadata?.httpStatusCode ?? 0;
  if (error.$fault === 'client' || (status >= 400 && status < 500))
    return { outcome: 'failed', reason: error.name };
  return { outcome: 'unknown' };
}
