// What the template declares, created in the emulators: tables, queues, topics, functions, keys for tokens.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createExpiry, type Expiry } from './dynamo/expire.ts';
import { createTables, readTables, type TableSpec } from './dynamo/tables.ts';
import { type ApiSpec, readApi } from './http/api-spec.ts';
import { createIssuer, type Issuer } from './identity/issuer.ts';
import type { Pool } from './lambda/pool.ts';
import { createPools } from './lambda/pools.ts';
import { openSes } from './mail/open-ses.ts';
import type { Ses } from './mail/ses.ts';
import type { PlatformParts } from './platform.ts';
import { createMessaging, type Messaging } from './queues/queues.ts';
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
  expiry: Expiry;
}

const defaultEnvironments = 4;

/** Reads the template and creates everything; refuses, before anything is created, what cannot be served. */
export const createResources = async (parts: PlatformParts): Promise<Resources> => {
  const { clock, inbox, kept, options, undo } = parts;
  const deployment = readDeployment(parts.stacks, parts.place);
  const tables = readTables(deployment);
  const pools = poolsOf(deployment, parts);
  const mappings = readMappings(deployment, pools);
  const apiSpec = readApi(deployment, pools);
  const dynamo = connect(parts);
  const [messaging, issuer] = await Promise.all([
    createMessaging(parts.queues, deployment, options.dataDir),
    createIssuer(deployment, clock, kept.key),
    createTables(dynamo, tables),
  ]);
  undo.push(messaging.close);
  const ses = openSes(deployment, { clock, sns: messaging.sns, onMail: inbox.add });
  const expiry = createExpiry(dynamo, tables, clock.now());
  return { deployment, tables, pools, mappings, apiSpec, dynamo, messaging, issuer, ses, expiry };
};

const poolsOf = (deployment: Deployment, parts: PlatformParts): Pool[] => {
  const pools = createPools(deployment, {
    apiUrl: parts.api.url,
    clock: parts.clock,
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
