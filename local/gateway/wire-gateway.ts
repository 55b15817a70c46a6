// Connects the gateway with the emulators behind it and the functions in front of it.
import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { type TableSpec, tableByName } from '../dynamo/tables.ts';
import { decide } from '../iam/policy.ts';
import type { SecretOf } from '../iam/secrets.ts';
import type { Pool } from '../lambda/pool.ts';
import { keyLookup } from '../lambda/pools.ts';
import type { Ses } from '../mail/sending/ses.ts';
import { type BucketCors } from '../s3/buckets.ts';
import type { ObjectStore } from '../s3/object-store.ts';
import { createS3 } from '../s3/s3.ts';
import type { Clock } from '../state/clock.ts';
import type { Place } from '../template/physical.ts';
import type { Lookup } from './calls.ts';
import type { Faults } from './faults.ts';
import type { Gateway } from './gateway.ts';
import { createUpstream } from './upstream.ts';

export interface Wiring {
  place: Place;
  /** The keys of topics and queues by the ARN of what they encrypt. */
  keys: Map<string, string>;
  dynamoEndpoint: string;
  dynamo: DynamoDBClient;
  /** Set if tables are on disk and an acknowledged write must survive a kill. */
  durable: boolean;
  queuesEndpoint: string;
  pools: Pool[];
  tables: TableSpec[];
  faults: Faults;
  ses: Ses;
  clock: Clock;
  secretOf: SecretOf;
  objects: ObjectStore;
  cors: BucketCors;
  /** Called when a table may have changed. */
  onWrite(): void;
}

/** Starts the gateway; returns a function that closes its connections. */
export const wireGateway = (gateway: Gateway, wiring: Wiring): (() => void) => {
  const upstreams = {
    dynamodb: createUpstream(wiring.dynamoEndpoint),
    queues: createUpstream(wiring.queuesEndpoint),
  };
  const poolOf = keyLookup(wiring.pools);
  gateway.serve({
    upstreams,
    faults: wiring.faults,
    mail: wiring.ses,
    s3: createS3({
      ...wiring,
      region: wiring.place.region,
      store: wiring.objects,
      allows: (accessKey, need) => {
        const role = poolOf(accessKey)?.spec.role;
        return role !== undefined && decide(role.statements, need).allowed;
      },
    }),
    settleWrite: wiring.durable ? () => afterCommit(wiring) : undefined,
    onWrite: wiring.onWrite,
    onUnserved: (message) => console.error(message),
    caller: (accessKey) => poolOf(accessKey)?.spec,
    kill: async (accessKey, reason) => poolOf(accessKey)?.killHolder(accessKey, reason),
    lookup: lookupOf(wiring),
  });
  return () => {
    upstreams.dynamodb.close();
    upstreams.queues.close();
  };
};

/**
 * Waits until a write is on disk. DynamoDB Local answers a write before the transaction of its own database
 * is over: killed at that moment, it loses what it acknowledged (seen in 3 of 14 kills). It handles its calls
 * to the file one after the other, so everything that was answered before this read is on disk after it.
 */
const afterCommit = async ({ dynamo, tables }: Wiring): Promise<void> => {
  const [table] = tables;
  if (table === undefined) return;
  const definitions = table.create.AttributeDefinitions ?? [];
  const none = { S: { S: '-' }, N: { N: '0' }, B: { B: new Uint8Array(1) } };
  const Key = Object.fromEntries(
    definitions
      .filter(({ AttributeName: name = '' }) => table.primaryKey.includes(name))
      .map(({ AttributeName, AttributeType = 'S' }) => [AttributeName, none[AttributeType]]),
  );
  await dynamo.send(new GetItemCommand({ TableName: table.name, Key, ConsistentRead: true }));
};

/** Returns the lookup of ARNs. A table that the template does not have gets an ARN that no policy allows. */
const lookupOf = ({ keys, place, tables }: Wiring): Lookup => ({
  account: place.account,
  region: place.region,
  key: (arn) => keys.get(arn),
  table: (name) => {
    const arn = `arn:aws:dynamodb:${place.region}:${place.account}:table/${name}`;
    return tableByName(tables, name)?.keys ?? { arn, partitionKey: '', indexPartitionKeys: {} };
  },
});
