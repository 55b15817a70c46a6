import { PublishBatchCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { batchesOf, createRelay } from '../../../../functions/platform/stream/relay.ts';
import { domainEvent } from '../../../support/domain-event.ts';
import { streamOf } from '../../../support/stored.ts';

const sns = mockClient(SNSClient);
const relay = createRelay(new SNSClient({ region: 'eu-central-1' }), 'arn:topic');
const events = (count: number) =>
  Array.from({ length: count }, (_, index) => domainEvent('ticket.opened', { index }));
const published = () =>
  sns
    .commandCalls(PublishBatchCommand)
    .flatMap((call) => call.args[0].input.PublishBatchRequestEntries ?? []);
const failedOf = (answer: { batchItemFailures: { itemIdentifier: string }[] }) =>
  answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);

beforeEach(() => {
  sns.reset();
  sns.on(PublishBatchCommand).resolves({ Failed: [] });
});

describe('batches', () => {
  const message = (size: number) => ({ Message: 'x'.repeat(size) });

  it('hold at most ten entries', () => {
    expect(batchesOf(Array.from({ length: 21 }, () => message(1))).map((batch) => batch.length)).toEqual([
      10, 10, 1,
    ]);
    expect(batchesOf([])).toEqual([]);
  });

  it('hold at most 250,000 bytes with what each message costs beside its text', () => {
    const half = 125_000 - 200;
    expect(batchesOf([message(half), message(half)])).toHaveLength(1);
    expect(batchesOf([message(half), message(half + 1)])).toHaveLength(2);
  });

  it('count bytes, not characters', () => {
    expect(batchesOf([{ Message: '😀'.repeat(31_200) }, { Message: '😀'.repeat(31_300) }])).toHaveLength(2);
  });

  it('keep every entry, in order, whatever the sizes', () => {
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
  it('publishes each event with its type and lane as attributes, without the keys of the table', async () => {
    const event = domainEvent('ticket.opened', {}, { lane: 'urgent' });
    expect(failedOf(await relay(streamOf([event])))).toEqual([]);
    const [entry] = published();
    expect(entry?.MessageAttributes).toEqual({
      type: { DataType: 'String', StringValue: 'ticket.opened' },
      lane: { DataType: 'String', StringValue: 'urgent' },
    });
    expect(JSON.parse(entry?.Message ?? '')).toEqual(event);
  });

  it('takes an event without a lane for standard', async () => {
    const { lane: _lane, ...bare } = domainEvent('order.placed', {});
    await relay(streamOf([bare]));
    expect(published()[0]?.MessageAttributes?.lane?.StringValue).toBe('standard');
  });

  it('reports the first record that was not taken, so that the stream goes on from there', async () => {
    sns.on(PublishBatchCommand).resolves({
      Failed: [
        { Id: '7', Code: 'x', SenderFault: false },
        { Id: '4', Code: 'x', SenderFault: false },
      ],
    });
    expect(failedOf(await relay(streamOf(events(25))))).toEqual(['4']);
    expect(published()).toHaveLength(10);
  });

  it('reports the first record of a batch that got no answer, after those that were taken', async () => {
    sns.on(PublishBatchCommand).resolvesOnce({ Failed: [] }).rejects(new Error('no answer'));
    expect(failedOf(await relay(streamOf(events(25))))).toEqual(['11']);
  });

  it('publishes what comes before a record that nobody can read, and reports that one', async () => {
    const stream = streamOf(events(3));
    delete stream.Records[1]?.dynamodb?.NewImage;
    expect(failedOf(await relay(stream))).toEqual(['2']);
    expect(published().map(({ Id }) => Id)).toEqual(['1']);
  });
});
