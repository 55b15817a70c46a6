// Hands a mail to Amazon SES and says what is known of its fate.
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { composeMail, type Mail } from './compose-mail.ts';

export type SubmissionResult =
  /** SES took it. */
  | { outcome: 'sent'; messageId: string }
  /** SES said no for good: it was certainly not sent. */
  | { outcome: 'failed'; reason: string }
  /** SES said not now: it was certainly not sent, and may be tried again. */
  | { outcome: 'postponed' }
  /** No answer came: it may have been sent. */
  | { outcome: 'unknown' };

/** Tags come back with every report of the provider; names and values are of A–Z a–z 0–9 _ - (SES's rule). */
export type SendMail = (mail: Mail, tags: Record<string, string>) => Promise<SubmissionResult>;

/** Of an SDK error: the service answered with it. */
interface ServiceFault {
  name: string;
  $fault?: 'client' | 'server';
  $retryable?: { throttling?: boolean };
  $metadata?: { httpStatusCode?: number };
}

/**
 * A sender over SES. The SDK's own retries are off: a request that got no answer may have been carried out, and asking
 * again could send the mail twice.
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
