// Connects the gateway with the emulators behind it and the functions before it.

import type { Clock } from '../clock.ts';
import { type TableSpec, tableByName } from '../dynamo/tables.ts';
import { decide } from '../iam/policy.ts';
import type { SecretOf } from '../iam/secrets.ts';
import type { Pool } from '../lambda/pool.ts';
import { keyLookup } from '../lambda/pools.ts';
import type { Ses } from '../mail/ses.ts';
import { type BucketCors } from '../s3/buckets.ts';
import type { ObjectStore } from '../s3/object-store.ts';
import { createS3 } from '../s3/s3.ts';
import type { Place } from '../template/physical.ts';
import type { Lookup } from './calls.ts';
import type { Faults } from './faults.ts';
import type { Gateway } from './gateway.ts';
import { createUpstream } from './upstream.ts';

export interface Wiring {
  place: Place;
  /** Keys of topics and queues by the ARN of what they encrypt. */
  keys: Map<string, string>;
  dynamoEndpoint: string;
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

/** Lets the gateway answer; returns what closes its connections. */
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

/** A table that the template does not have gets an ARN that no policy allows. */
const lookupOf = ({ keys, place, tables }: Wiring): Lookup => ({
  account: place.account,
  region: place.region,
  key: (arn) => keys.get(arn),
  table: (name) => {
    const arn = `arn:aws:dynamodb:${place.region}:${place.account}:table/${name}`;
    return tableByName(tables, name)?.keys ?? { arn, partitionKey: '', indexPartitionKeys: {} };
  },
});
