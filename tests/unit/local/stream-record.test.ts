import { describe, expect, it } from 'vitest';
import { toLambdaRecord } from '../../../local/sources/stream-record.ts';

const facts = {
  streamArn: 'arn:aws:dynamodb:eu-central-1:000000000000:table/t/stream/1',
  region: 'eu-central-1',
  clock: { fromMachine: (milliseconds: number) => milliseconds },
  expired: () => false,
} as unknown as Parameters<typeof toLambdaRecord>[1];

describe('a record of the emulator’s stream', () => {
  it('keeps an empty map, which the emulator gives without a type', () => {
    const item = { empty: {}, none: { NULL: true }, list: { L: [] }, map: { M: { text: { S: 'a' } } } };
    const record = { eventName: 'INSERT', dynamodb: { NewImage: item } };
    expect(toLambdaRecord(record as never, facts).dynamodb.NewImage).toEqual({ ...item, empty: { M: {} } });
  });
});
