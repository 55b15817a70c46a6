import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, it } from 'vitest';
import { delayedSender } from '../../../functions/routing/send-delayed.ts';
import { later, NOON } from '../../support/context.ts';

const sqs = mockClient(SQSClient);
const sendDelayed = delayedSender(new SQSClient({ region: 'eu-central-1' }), 'https://sqs/routing');
const message = (ms: number) => ({ pk: 'T#t', sk: 'DUE#wake', at: later(NOON, ms), kind: 'k', data: {} });
const sent = () => sqs.commandCalls(SendMessageCommand).map((call) => call.args[0].input);

beforeEach(() => {
  sqs.reset();
  sqs.on(SendMessageCommand).resolves({});
});

it.each([
  [-5000, 0],
  [0, 0],
  [1, 1],
  [20_000, 20],
  [20_001, 21],
  [900_000, 900],
])('sends work that is due in %s ms with a delay of %s s, never too early', async (ms, seconds) => {
  await sendDelayed(message(ms), new Date(NOON));
  expect(sent()).toEqual([
    {
      QueueUrl: 'https://sqs/routing',
      DelaySeconds: seconds,
      MessageBody: JSON.stringify({ due: [message(ms)] }),
    },
  ]);
});

it('leaves work beyond the longest delay of SQS to the scheduler', async () => {
  await sendDelayed(message(900_001), new Date(NOON));
  expect(sent()).toEqual([]);
});

it('does not fail when the message cannot be sent, because the scheduler sends it too', async () => {
  sqs.on(SendMessageCommand).rejects(new Error('throttled'));
  await expect(sendDelayed(message(1000), new Date(NOON))).resolves.toBeUndefined();
});
