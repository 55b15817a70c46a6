// Converts a record of a table's stream to Lambda's format.
import type { _Record, AttributeValue } from '@aws-sdk/client-dynamodb-streams';
import type { Clock } from '../state/clock.ts';

export interface StreamRecord {
  eventID: string;
  eventName: string;
  eventVersion: string;
  eventSource: 'aws:dynamodb';
  awsRegion: string;
  dynamodb: {
    ApproximateCreationDateTime: number;
    Keys: Record<string, unknown>;
    SequenceNumber: string;
    SizeBytes: number;
    StreamViewType: string;
    NewImage?: Record<string, unknown>;
    OldImage?: Record<string, unknown>;
  };
  eventSourceARN: string;
  userIdentity?: { type: 'Service'; principalId: string };
}

/** The facts that the runner must add to the emulator's record. */
export interface RecordFacts {
  streamArn: string;
  region: string;
  clock: Clock;
  /** Returns whether the item with these keys was removed because its time to live had passed. */
  expired(keys: Record<string, unknown>): boolean;
}

const ttlService = { type: 'Service', principalId: 'dynamodb.amazonaws.com' } as const;

/**
 * Converts a record. The emulator has its own name for removals by TTL; AWS calls them REMOVE with the
 * service as the user.
 */
export const toLambdaRecord = (record: _Record, facts: RecordFacts): StreamRecord => {
  const name: string = record.eventName ?? '';
  const image = record.dynamodb ?? {};
  const keys = toJson(image.Keys ?? {});
  const unnamed = !['INSERT', 'MODIFY', 'REMOVE'].includes(name);
  const byTtl = unnamed || (name === 'REMOVE' && facts.expired(keys));
  const created = facts.clock.fromMachine(image.ApproximateCreationDateTime?.getTime() ?? Date.now());
  return {
    eventID: record.eventID ?? '',
    eventName: unnamed ? 'REMOVE' : name,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: facts.region,
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(created / 1000),
      Keys: keys,
      ...(image.NewImage === undefined ? {} : { NewImage: toJson(image.NewImage) }),
      ...(image.OldImage === undefined ? {} : { OldImage: toJson(image.OldImage) }),
      SequenceNumber: image.SequenceNumber ?? '',
      SizeBytes: image.SizeBytes ?? 0,
      StreamViewType: image.StreamViewType ?? 'NEW_AND_OLD_IMAGES',
    },
    eventSourceARN: facts.streamArn,
    ...(byTtl ? { userIdentity: ttlService } : {}),
  };
};

const toJson = (item: Record<string, AttributeValue>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, attribute(value)]));

const attribute = (value: AttributeValue): unknown => {
  if (value.B !== undefined) return { B: Buffer.from(value.B).toString('base64') };
  if (value.BS !== undefined) return { BS: value.BS.map((bytes) => Buffer.from(bytes).toString('base64')) };
  if (value.M !== undefined) return { M: toJson(value.M) };
  if (value.L !== undefined) return { L: value.L.map(attribute) };
  // The emulator's stream gives an empty map as a value without a type.
  const [type, plain] = Object.entries(value).find(([, inner]) => inner !== undefined) ?? ['M', {}];
  return { [type]: plain };
};
