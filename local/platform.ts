// Puts the parts together: what the template declares on one side, the emulators on the other.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { ApiServer, Handle } from './api-server.ts';
import { type Clock, durationMs } from './clock.ts';
import { answerLocal } from './control/local-routes.ts';
import { type Kept, writeKept } from './data-dir.ts';
import { createExpiry, type Expiry } from './dynamo/expire.ts';
import type { Database } from './dynamo/launch.ts';
import { createTables, readTables } from './dynamo/tables.ts';
import { createFaults } from './gateway/faults.ts';
import type { Gateway } from './gateway/gateway.ts';
import { wireGateway } from './gateway/wire.ts';
import { createHandle } from './handle.ts';
import { type ApiSpec, readApi } from './http/api-spec.ts';
import { createAuthorise } from './http/authorise.ts';
import { createFront } from './http/front.ts';
import { readKeys } from './iam/keys.ts';
import { createIssuer, type Issuer, issuersOf } from './identity/issuer.ts';
import { createIdleWatch } from './idle.ts';
import type { Pool } from './lambda/pool.ts';
import { createPools } from './lambda/pools.ts';
import type { Inbox } from './mail/inbox.ts';
import { openSes } from './mail/open-ses.ts';
import type { Printer } from './print.ts';
import { createMessaging, type StartedMessaging } from './queues/queues.ts';
import type { Rapport, RapportOptions } from './rapport.ts';
import { type Delivery, faithful } from './sources/delivery.ts';
import { readMappings } from './sources/mapping.ts';
import { type Sources, startSources } from './sources/start-sources.ts';
import type { StackTemplate } from './template/assembly.ts';
import { type Deployment, readDeployment } from './template/deployment.ts';
import type { Place } from './template/physical.ts';

export interface PlatformParts {
  options: RapportOptions;
  place: Place;
  stacks: StackTemplate[];
  clock: Clock;
  kept: Kept;
  api: ApiServer;
  database: Database;
  gateway: Gateway;
  inbox: Inbox;
  queues: StartedMessaging;
  printer: Printer;
  /** What to undo at the end, last first. */
  undo: (() => unknown)[];
  stop(): Promise<void>;
}

export interface Platform {
  rapport: Rapport;
  /** Puts functions that were built anew into service. */
  reload(names: string[], milliseconds: number): void;
}

const saveEveryMs = 5000;
const expirySweepMs = 60_000;
const defaultEnvironments = 4;

/** Creates the resources, connects everything and starts serving. */
export const assemblePlatform = async (parts: PlatformParts): Promise<Platform> => {
  const { clock, database, gateway, inbox, options, place, printer, undo } = parts;
  const deployment = readDeployment(parts.stacks, place);
  const delivery: Delivery = { ...faithful, ...options.delivery };
  const tables = readTables(deployment);
  const pools = createPools(deployment, {
    apiUrl: parts.api.url,
    clock,
    maxEnvironments: options.maxEnvironments ?? defaultEnvironments,
    onLog: printer.log,
  });
  const stopPools = (): Promise<unknown> => Promise.all(pools.map((pool) => pool.stop()));
  undo.push(stopPools);
  const mappings = readMappings(deployment, pools);
  const apiSpec = readApi(deployment, pools);
  const dynamo = connect(database.endpoint, place.region, undo);
  const [messaging, issuer] = await Promise.all([
    createMessaging(parts.queues, deployment, options.dataDir),
    createIssuer(deployment, clock, parts.kept.key),
    createTables(dynamo, tables),
  ]);
  undo.push(messaging.close);
  const ses = openSes(deployment, { clock, sns: messaging.sns, onMail: inbox.add });
  const faults = createFaults();
  const expiry = createExpiry(dynamo, tables);
  const sources = await startSources({
    deployment,
    pools,
    mappings,
    tables,
    dynamo,
    dynamoEndpoint: database.endpoint,
    messaging,
    clock,
    delivery,
    expired: expiry.expired,
    checkpoints: parts.kept.streams,
    note: printer.note,
  });
  undo.push(async () => {
    // Sources stop first, so that nothing counts what the end of the functions interrupts as a failure.
    const stopped = sources.stop();
    await stopPools();
    await stopped;
    await save();
  });
  const wiring = {
    place,
    keys: readKeys(deployment),
    dynamoEndpoint: database.endpoint,
    queuesEndpoint: messaging.endpoint,
  };
  undo.push(wireGateway(gateway, { ...wiring, pools, tables, faults, ses, onWrite: sources.wakeStreams }));

  const save = async (): Promise<void> => {
    if (options.dataDir === undefined) return;
    const offsetMs = clock.offsetMs();
    const streams = sources.checkpoints();
    writeKept(options.dataDir, { offsetMs, streams, key: issuer.privateJwk, mails: inbox.list() });
    await messaging.save();
  };
  repeat(save, saveEveryMs, undo);
  repeat(() => (clock.offsetMs() > 0 ? expiry.sweep(clock.now()) : Promise.resolve()), expirySweepMs, undo);

  const now = (): Date => new Date(clock.now());
  const advance = advanceWith(clock, sources, expiry);
  const local = localHandle(parts, deployment, issuer, now, advance);
  parts.api.serve({ local, api: apiHandle(apiSpec, issuer, parts) });
  const idle = createIdleWatch({ pools, gateway, messaging, mappings, sources, ses });
  const shared = { parts, deployment, pools, messaging, issuer, faults, delivery, idle, advance, now };
  const rapport = createHandle({ ...shared, apiId: apiSpec?.id });
  return { rapport, reload: reloadWith(pools, printer) };
};

const connect = (endpoint: string, region: string, undo: (() => unknown)[]): DynamoDBClient => {
  const credentials = { accessKeyId: 'RUNNER', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint, region, credentials });
  undo.push(() => client.destroy());
  return client;
};

const repeat = (work: () => Promise<void>, everyMs: number, undo: (() => unknown)[]): void => {
  const timer = setInterval(() => void work().catch((error: unknown) => console.error(error)), everyMs);
  undo.push(() => clearInterval(timer));
};

/** Moves time; schedules and expiry follow before it resolves. */
const advanceWith =
  (clock: Clock, sources: Sources, expiry: Expiry) =>
  async (duration: string): Promise<Date> => {
    clock.advance(durationMs(duration, clock.now()));
    await Promise.all([sources.schedules.catchUp(), expiry.sweep(clock.now())]);
    sources.wakeStreams();
    return new Date(clock.now());
  };

const localHandle = (
  parts: PlatformParts,
  deployment: Deployment,
  issuer: Issuer,
  now: () => Date,
  advance: (duration: string) => Promise<Date>,
): Handle => {
  const addresses = { apiUrl: parts.api.url, inboxUrl: parts.inbox.url };
  const offered = { issuer, issuers: issuersOf(deployment), ...addresses, now, advance };
  return (request, response, path) => answerLocal(request, response, path, offered);
};

const apiHandle = (api: ApiSpec | undefined, issuer: Issuer, parts: PlatformParts): Handle | undefined => {
  if (api === undefined) return undefined;
  const { account, region } = parts.place;
  const authorise = createAuthorise(issuer.keys, parts.clock.now);
  return createFront({ api, authorise, clock: parts.clock, account, region });
};

const reloadWith =
  (pools: Pool[], printer: Printer) =>
  (names: string[], milliseconds: number): void => {
    for (const pool of pools) if (names.includes(pool.spec.name)) pool.recycle();
    printer.note(`reloaded ${names.join(', ')} in ${(milliseconds / 1000).toFixed(1)} s`);
  };
