import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, it } from 'vitest';
import { delayedSender } from '../../../functions/routing/send-delayed.ts';
import { later, NOON } from '../../support/context.ts';

const sqs = mockClient(SQSClient);
const soon = delayedSender(new SQSClient({ region: 'eu-central-1' }), 'https://sqs/routing');
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
])('what is due in %s ms is sent with a delay of %s s, never early', async (ms, seconds) => {
  await soon(message(ms), new Date(NOON));
  expect(sent()).toEqual([
    {
      QueueUrl: 'https://sqs/routing',
      DelaySeconds: seconds,
      MessageBody: JSON.stringify({ due: [message(ms)] }),
    },
  ]);
});

it('what is due after the longest delay of the queue is left to the sweep', async () => {
  await soon(message(900_001), new Date(NOON));
  expect(sent()).toEqual([]);
});

it('a message that cannot be sent stops nothing: the sweep brings the same', async () => {
  sqs.on(SendMessageCommand).rejects(new Error('throttled'));
  await expect(soon(message(1000), new Date(NOON))).resolves.toBeUndefined();
});
