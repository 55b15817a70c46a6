// The scheduler runs once a minute. Timed work that cannot wait for it is also sent early, as a delayed
// message with the same content; the first of the two that is claimed takes effect. The scheduler remains the
// guarantee, so a failure to send is only logged.
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { errorFields, logLine } from '../platform/log.ts';
import type { DueMessage } from '../platform/scheduling/timed-work.ts';

export type SendDelayed = (message: DueMessage, now: Date) => Promise<void>;

/** SQS delays a message by 15 minutes at most; later work is left to the scheduler. */
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
