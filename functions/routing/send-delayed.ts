// The sweep comes once a minute. Timed work that cannot wait for it is also sent ahead, as a delayed message that carries
// what the sweep would send: of the two the first to be claimed counts. Nothing rests on it, so a failure is only logged.
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { errorFields, logLine } from '../platform/log.ts';
import type { DueMessage } from '../platform/scheduling/timed-work.ts';

export type SendDelayed = (message: DueMessage, now: Date) => Promise<void>;

/** SQS delays a message by 15 minutes at most; what is later than that the sweep brings. */
const MAX_DELAY_SECONDS = 900;

export function delayedSender(sqs: SQSClient, queueUrl: string): SendDelayed {
  return async (message, now) => {
    const DelaySeconds = Math.max(0, Math.ceil((Date.parse(message.at) - now.getTime()) / 1000));
    if (DelaySeconds > MAX_DELAY_SECONDS) return;
    const MessageBody = JSON.stringify({ due: [message] });
    try {
      await sqs.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody, DelaySeconds }));
    } catch (error) {
      logLine('warn', { op: 'send-delayed', kind: message.kind, ...errorFields(error) }, now);
    }
  };
}
