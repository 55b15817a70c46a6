import { PublishBatchCommand, SNSClient } from '@aws-sdk/client-sns';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { platformError } from '../../../../functions/platform/errors.ts';
import { isPermanentError, parkToQueue } from '../../../../functions/platform/stream/park-record.ts';
import { eventOfRecord, UnreadableRecord } from '../../../../functions/platform/stream/records.ts';
import { batchesOf, createRelay } from '../../../../functions/platform/stream/relay.lambda.ts';
import { domainEvent } from '../../../support/domain-event.ts';
import { streamOf } from '../../../support/table/stored.ts';

const sns = mockClient(SNSClient);
const sqs = mockClient(SQSClient);
const region = 'eu-central-1';
const park = parkToQueue(new SQSClient({ region }), 'https://sqs.example/parked', 'relay');
const relay = createRelay(new SNSClient({ region }), 'arn:topic', park);
const events = (count: number) =>
  Array.from({ length: count }, (_, index) => domainEvent('ticket.opened', { index }));
const published = () =>
  sns
    .commandCalls(PublishBatchCommand)
    .flatMap((call) => call.args[0].input.PublishBatchRequestEntries ?? []);
const parked = () =>
  sqs.commandCalls(SendMessageCommand).map((call) => JSON.parse(call.args[0].input.MessageBody ?? ''));
/** Makes SNS answer with these codes for single entries, by sequence number. */
const refusing = (codes: Record<string, string>) =>
  sns.on(PublishBatchCommand).callsFake(({ PublishBatchRequestEntries = [] }) => ({
    Failed: PublishBatchRequestEntries.flatMap(({ Id = '' }: { Id?: string }) =>
      codes[Id] ? [{ Id, Code: codes[Id], SenderFault: true }] : [],
    ),
  }));
const named = (name: string) => Object.assign(new Error('refused'), { name });
const failedOf = (answer: { batchItemFailures: { itemIdentifier: string }[] }) =>
  answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);

beforeEach(() => {
  sns.reset();
  sqs.reset();
  sqs.on(SendMessageCommand).resolves({});
  sns.on(PublishBatchCommand).resolves({ Failed: [] });
});

describe('batches', () => {
  const message = (size: number) => ({ Message: 'x'.repeat(size) });

  it('contain at most ten entries', () => {
    expect(batchesOf(Array.from({ length: 21 }, () => message(1))).map((batch) => batch.length)).toEqual([
      10, 10, 1,
    ]);
    expect(batchesOf([])).toEqual([]);
  });

  it('contain at most 250,000 bytes including the overhead of each message', () => {
    const half = 125_000 - 200;
    expect(batchesOf([message(half), message(half)])).toHaveLength(1);
    expect(batchesOf([message(half), message(half + 1)])).toHaveLength(2);
  });

  it('count bytes, not characters', () => {
    expect(batchesOf([{ Message: '😀'.repeat(31_200) }, { Message: '😀'.repeat(31_300) }])).toHaveLength(2);
  });

  it('keep every entry in order, whatever the sizes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 120_000 }), { maxLength: 40 }), (sizes) => {
        const entries = sizes.map((size, id) => ({ id, ...message(size) }));
        const batches = batchesOf(entries);
        expect(batches.flat().map(({ id }) => id)).toEqual(entries.map(({ id }) => id));
        expect(batches.every((batch) => batch.length > 0 && batch.length <= 10)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the relay', () => {
  it('publishes each event with its type and lane as attributes, without the table’s keys', async () => {
    const event = domainEvent('ticket.opened', {}, { lane: 'urgent' });
    expect(failedOf(await relay(streamOf([event])))).toEqual([]);
    const [entry] = published();
    expect(entry?.MessageAttributes).toEqual({
      type: { DataType: 'String', StringValue: 'ticket.opened' },
      lane: { DataType: 'String', StringValue: 'urgent' },
    });
    expect(JSON.parse(entry?.Message ?? '')).toEqual(event);
  });

  it('treats an event without a lane as standard', async () => {
    const { lane: _lane, ...bare } = domainEvent('order.placed', {});
    await relay(streamOf([bare]));
    expect(published()[0]?.MessageAttributes?.lane?.StringValue).toBe('standard');
  });

  it('reports the first refused record, so that the stream continues from there', async () => {
    sns.on(PublishBatchCommand).resolves({
      Failed: [
        { Id: '7', Code: 'x', SenderFault: false },
        { Id: '4', Code: 'x', SenderFault: false },
      ],
    });
    expect(failedOf(await relay(streamOf(events(25))))).toEqual(['4']);
    expect(published()).toHaveLength(10);
  });

  it('reports the first record of a batch without an answer, after those that succeeded', async () => {
    sns.on(PublishBatchCommand).resolvesOnce({ Failed: [] }).rejects(new Error('no answer'));
    expect(failedOf(await relay(streamOf(events(25))))).toEqual(['11']);
  });

  it('escapes the two characters that queues refuse', async () => {
    await relay(streamOf([domainEvent('ticket.opened', { message: 'a\ufffe\uffffz' })]));
    const { Message = '' } = published()[0] ?? {};
    expect(Message).not.toMatch(/[\ufffe\uffff]/);
    expect(JSON.parse(Message).data).toMatchObject({ message: 'a\ufffe\uffffz' });
  });
});

describe('a record that can never be published', () => {
  it('is parked by its key if it is unreadable, and the stream continues', async () => {
    const stream = streamOf(events(3));
    const [, poison] = stream.Records;
    if (poison?.dynamodb) poison.dynamodb.Keys = { pk: { S: 'T#1' }, sk: { S: 'E#2' } };
    delete poison?.dynamodb?.NewImage;
    expect(failedOf(await relay(stream))).toEqual([]);
    expect(published().map(({ Id }) => Id)).toEqual(['1', '3']);
    expect(parked()).toMatchObject([{ reader: 'relay', pk: 'T#1', sk: 'E#2', sequenceNumber: '2' }]);
  });

  it('is parked if it is larger than the topic accepts', async () => {
    const [first, last] = events(2);
    const large = domainEvent('ticket.updated', { text: 'x'.repeat(260_000) });
    expect(failedOf(await relay(streamOf([first, large, last].filter((event) => !!event))))).toEqual([]);
    expect(published().map(({ Id }) => Id)).toEqual(['1', '3']);
    expect(parked()).toMatchObject([{ sequenceNumber: '2', why: expect.stringMatching(/^too large: 26/) }]);
  });

  it('is parked if SNS says that it is invalid', async () => {
    refusing({ '2': 'InvalidParameter' });
    expect(failedOf(await relay(streamOf(events(3))))).toEqual([]);
    expect(parked()).toMatchObject([{ sequenceNumber: '2', why: 'InvalidParameter' }]);
  });

  it('is found one by one if SNS refuses the whole batch', async () => {
    sns.on(PublishBatchCommand).callsFake(({ PublishBatchRequestEntries: entries = [] }) => {
      if (entries.some(({ Id }: { Id?: string }) => Id === '2')) throw named('InvalidParameterException');
      return { Failed: [] };
    });
    expect(failedOf(await relay(streamOf(events(3))))).toEqual([]);
    expect(parked()).toMatchObject([{ sequenceNumber: '2', why: 'InvalidParameterException' }]);
    const alone = sns.commandCalls(PublishBatchCommand).map((call) => call.args[0].input);
    expect(alone.map(({ PublishBatchRequestEntries: [...ids] = [] }) => ids.length)).toEqual([3, 1, 1, 1]);
  });

  it('comes again if it cannot be parked either', async () => {
    sqs.on(SendMessageCommand).rejects(named('ServiceUnavailable'));
    const stream = streamOf(events(3));
    delete stream.Records[1]?.dynamodb?.NewImage;
    expect(failedOf(await relay(stream))).toEqual(['2']);
    expect(published().map(({ Id }) => Id)).toEqual(['1']);
    refusing({ '2': 'InvalidParameter' });
    expect(failedOf(await relay(streamOf(events(3))))).toEqual(['2']);
  });

  it('is parked again with the same reference if its batch comes twice', async () => {
    refusing({ '1': 'InvalidParameter' });
    const stream = streamOf(events(1));
    await relay(stream);
    await relay(stream);
    const [once, twice] = parked().map(({ parkedAt: _at, ...reference }) => reference);
    expect(once).toEqual(twice);
  });
});

describe('errors that the record causes', () => {
  const aws = (name: string, message: string) => Object.assign(new Error(message), { name });
  it.each([
    new UnreadableRecord('no image'),
    platformError('event.too_large'),
    aws('ValidationException', 'Item size to update has exceeded the maximum allowed size'),
    aws('ValidationException', 'One or more parameter values were invalid: Type mismatch for key sk'),
    Object.assign(aws('TransactionCanceledException', 'cancelled'), {
      CancellationReasons: [{ Code: 'None' }, { Code: 'ItemCollectionSizeLimitExceeded' }],
    }),
  ])('never pass: $name $message', (error) => expect(isPermanentError(error)).toBe(true));

  it.each([
    new TypeError('undefined is not a function'),
    new RangeError('Invalid time value'),
    new SyntaxError('Unexpected token'),
    platformError('write.contended'),
    aws('ValidationException', 'Invalid UpdateExpression: Syntax error'),
    aws('ValidationException', 'Transaction request cannot include multiple operations on one item'),
    aws('ProvisionedThroughputExceededException', 'slow down'),
  ])('do not include temporary errors: $name $message', (error) =>
    expect(isPermanentError(error)).toBe(false),
  );

  it('are an invalid image, and an item that is not an event', () => {
    const [record] = streamOf(events(1)).Records;
    if (!record?.dynamodb) throw new Error('no record');
    record.dynamodb.NewImage = { id: { Q: 'x' } } as never;
    expect(() => eventOfRecord(record)).toThrow(UnreadableRecord);
    record.dynamodb.NewImage = { id: { S: 'x' } };
    expect(() => eventOfRecord(record)).toThrow(UnreadableRecord);
  });
});

describe('a temporary failure', () => {
  it('is a bug while a record is read: another version may read the record', async () => {
    const stream = streamOf(events(3));
    const bug = () => {
      throw new TypeError('a mistake in the code');
    };
    Object.defineProperty(stream.Records[1]?.dynamodb, 'NewImage', { get: bug });
    expect(failedOf(await relay(stream))).toEqual(['2']);
    expect(published().map(({ Id }) => Id)).toEqual(['1']);
    expect(parked()).toEqual([]);
  });

  it.each(['Invalid parameter: TopicArn', "1 validation error detected: Value at 'topicArn' is too long"])(
    'is a wrong topic name, for a batch and for each entry: %s',
    async (message) => {
      const error = Object.assign(new Error(message), { name: 'InvalidParameterException' });
      sns.on(PublishBatchCommand).rejects(error);
      expect(failedOf(await relay(streamOf(events(3))))).toEqual(['1']);
      const failure = { Code: 'InvalidParameter', Message: message, SenderFault: true };
      sns.on(PublishBatchCommand).resolves({ Failed: [{ Id: '2', ...failure }] });
      expect(failedOf(await relay(streamOf(events(3))))).toEqual(['2']);
      expect(parked()).toEqual([]);
    },
  );

  it.each(['Throttled', 'InternalError', 'KMSThrottling', 'KMSAccessDenied', 'AuthorizationError'])(
    'keeps the order after %s of one entry: the stream comes again from there',
    async (code) => {
      refusing({ '2': code });
      expect(failedOf(await relay(streamOf(events(3))))).toEqual(['2']);
      expect(parked()).toEqual([]);
    },
  );

  it.each(['ThrottledException', 'NotFoundException', 'AuthorizationErrorException', 'TimeoutError'])(
    'keeps the order after %s of a batch',
    async (name) => {
      sns.on(PublishBatchCommand).rejects(named(name));
      expect(failedOf(await relay(streamOf(events(3))))).toEqual(['1']);
      expect(parked()).toEqual([]);
    },
  );
});
