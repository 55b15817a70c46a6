// Creates what the template declares in the emulators: tables, queues, topics, functions, keys for tokens.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createExpiry, type Expiry } from './dynamo/expiry.ts';
import { createTables, readTables, type TableSpec } from './dynamo/tables.ts';
import { createUpstream } from './gateway/upstream.ts';
import { type ApiSpec, readApi } from './http/api-spec.ts';
import { createSecrets, type SecretOf } from './iam/secrets.ts';
import { createIssuer, type Issuer } from './identity/issuer.ts';
import type { Pool } from './lambda/pool.ts';
import { createPools } from './lambda/pools.ts';
import { readReceiptRules } from './mail/receiving/receipt-rules.ts';
import { createReceiving, type Receiving } from './mail/receiving/receiving.ts';
import { openSes } from './mail/sending/open-ses.ts';
import type { Ses } from './mail/sending/ses.ts';
import type { PlatformParts } from './platform-parts.ts';
import { createMessaging, type Messaging } from './queues/messaging.ts';
import { type BucketCors, readBucketCors } from './s3/buckets.ts';
import { type ObjectStore, openObjectStore } from './s3/object-store.ts';
import { type Mapping, readMappings } from './sources/mapping.ts';
import { type Deployment, readDeployment } from './template/deployment.ts';

export interface Resources {
  deployment: Deployment;
  tables: TableSpec[];
  pools: Pool[];
  mappings: Mapping[];
  apiSpec: ApiSpec | undefined;
  dynamo: DynamoDBClient;
  messaging: Messaging;
  issuer: Issuer;
  ses: Ses;
  receiving: Receiving;
  secretOf: SecretOf;
  objects: ObjectStore;
  cors: BucketCors;
  expiry: Expiry;
}

const defaultEnvironments = 4;

/** Reads the template and creates everything; refuses what cannot be served before it creates anything. */
export const createResources = async (parts: PlatformParts): Promise<Resources> => {
  const { clock, inbox, kept, undo } = parts;
  const deployment = readDeployment(parts.stacks, parts.place);
  const tables = readTables(deployment);
  const secretOf = createSecrets();
  const pools = poolsOf(deployment, secretOf, parts);
  const mappings = readMappings(deployment, pools);
  const apiSpec = readApi(deployment, pools);
  const rules = readReceiptRules(deployment);
  const dynamo = connect(parts);
  const [messaging, issuer] = await Promise.all([
    createMessaging(parts.queues, deployment, parts.journal),
    createIssuer(deployment, clock, kept.key),
    createTables(dynamo, tables),
  ]);
  undo.push(messaging.close);
  const objects = await openObjects(parts, messaging);
  const receiving = createReceiving(rules, { place: parts.place, clock, sns: messaging.sns, objects });
  const ses = openSes(deployment, { clock, sns: messaging.sns, onMail: inbox.add, receiving });
  return {
    deployment,
    tables,
    pools,
    mappings,
    apiSpec,
    dynamo,
    messaging,
    issuer,
    ses,
    receiving,
    secretOf,
    objects,
    cors: readBucketCors(deployment),
    expiry: createExpiry(dynamo, tables, clock.now()),
  };
};

const openObjects = ({ options, undo }: PlatformParts, { endpoint }: Messaging): Promise<ObjectStore> => {
  const upstream = createUpstream(endpoint);
  undo.push(() => upstream.close());
  return openObjectStore(upstream, options.dataDir);
};

const poolsOf = (deployment: Deployment, secretOf: SecretOf, parts: PlatformParts): Pool[] => {
  const pools = createPools(deployment, {
    apiUrl: parts.api.url,
    clock: parts.clock,
    secretOf,
    maxEnvironments: parts.options.maxEnvironments ?? defaultEnvironments,
    onLog: parts.printer.log,
  });
  parts.undo.push(() => Promise.all(pools.map((pool) => pool.stop())));
  return pools;
};

const connect = ({ database, place, undo }: PlatformParts): DynamoDBClient => {
  const credentials = { accessKeyId: 'RUNNER', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint: database.endpoint, region: place.region, credentials });
  undo.push(() => client.destroy());
  return client;
};
