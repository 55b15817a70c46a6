// Puts the parts together: what the template declares on one side, the emulators on the other.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { ApiServer } from './api-server.ts';
import { type Clock, durationMs } from './clock.ts';
import { answerLocal } from './control/local-routes.ts';
import { type Kept, writeKept } from './data-dir.ts';
import { createExpiry } from './dynamo/expire.ts';
import type { Database } from './dynamo/launch.ts';
import { createTables, readTables, tableByName, type TableSpec } from './dynamo/tables.ts';
import { createFaults, type Faults } from './gateway/faults.ts';
import type { Gateway } from './gateway/gateway.ts';
import { createUpstream } from './gateway/upstream.ts';
import { mayInvoke, readApi } from './http/api-spec.ts';
import { createAuthorise } from './http/authorise.ts';
import { createFront } from './http/front.ts';
import { readRoles } from './iam/roles.ts';
import { createIssuer, issuersOf } from './identity/issuer.ts';
import { createIdleWatch } from './idle.ts';
import { invokeLater } from './lambda/invoke-later.ts';
import { createPool, type Pool } from './lambda/pool.ts';
import { findFunction, readFunctions } from './lambda/spec.ts';
import { runtimeVariables, withLocalAddress } from './lambda/variables.ts';
import { publishEvent, readDestinations } from './mail/event-destinations.ts';
import type { Inbox } from './mail/inbox.ts';
import { createSes, type Ses } from './mail/ses.ts';
import type { Printer } from './print.ts';
import { createMessaging, type Messaging, type StartedMessaging } from './queues/queues.ts';
import { createHandle } from './handle.ts';
import type { Rapport, RapportOptions } from './rapport.ts';
import { type Delivery, faithful } from './sources/delivery.ts';
import { readMappings } from './sources/mapping.ts';
import { startQueueSource } from './sources/queue-source.ts';
import { startSchedules } from './sources/schedules.ts';
import { startStreams } from './sources/streams.ts';
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

const saveEveryMs = 5000;
const expirySweepMs = 60_000;
const defaultEnvironments = 4;

export const assemblePlatform = async (parts: PlatformParts): Promise<{ rapport: Rapport; reload: (names: string[], ms: number) => void }> => {
  const { clock, gateway, inbox, options, place, printer, undo } = parts;
  const deployment = readDeployment(parts.stacks, place);
  const delivery: Delivery = { ...faithful, ...options.delivery };
  const tables = readTables(deployment);
  const dynamo = new DynamoDBClient({ endpoint: parts.database.endpoint, region: place.region, credentials: { accessKeyId: 'RUNNER', secretAccessKey: 'local' } });
  undo.push(() => dynamo.destroy());
  const pools = createPools(deployment, parts);
  undo.push(() => Promise.all(pools.map((pool) => pool.stop())));
  const mappings = readMappings(deployment, pools);
  const apiSpec = readApi(deployment, pools);
  const [messaging, issuer] = await Promise.all([
    createMessaging(parts.queues, deployment, options.dataDir),
    createIssuer(deployment, clock, parts.kept.key),
    createTables(dynamo, tables),
  ]);
  undo.push(messaging.close);
  const ses = openSes(deployment, messaging, parts);
  const faults = createFaults();
  const expiry = createExpiry(dynamo, tables);
  const streams = await startStreams(
    mappings.filter(({ kind }) => kind === 'stream'),
    {
      endpoint: parts.database.endpoint,
      region: place.region,
      dynamo,
      tables,
      clock,
      messaging,
      delivery,
      expired: expiry.expired,
      checkpoints: parts.kept.streams,
      onDiscard: printer.note,
    },
  );
  undo.push(streams.stop);
  const wakeStreams = (): void => {
    for (const source of streams.sources) source.wake();
  };
  serveGateway({ parts, pools, tables, faults, ses, onWrite: wakeStreams, undo, messaging });
  const queueSources = mappings.filter(({ kind }) => kind === 'queue').map((mapping) => startQueueSource(mapping, { messaging, clock, delivery, onError: printer.note }));
  undo.push(() => Promise.all(queueSources.map((source) => source.stop())));

  let later = 0;
  const roles = readRoles(deployment);
  const schedules = startSchedules(
    deployment,
    {
      messaging,
      roles,
      functions: pools,
      permits: (arn, service, source) => {
        const pool = findFunction(pools, arn);
        return pool !== undefined && mayInvoke(deployment, pool, service, source);
      },
      invoke: async (arn, event) => {
        const pool = findFunction(pools, arn);
        if (pool === undefined) return;
        later += 1;
        await invokeLater(pool, event, { messaging, fast: () => delivery.fastRetries, nowMs: clock.now }).finally(() => (later -= 1));
      },
    },
    clock,
  );

  const advance = async (duration: string): Promise<Date> => {
    clock.advance(durationMs(duration, clock.now()));
    await Promise.all([schedules.catchUp(), expiry.sweep(clock.now())]);
    wakeStreams();
    return new Date(clock.now());
  };
  const now = (): Date => new Date(clock.now());
  const sweeper = setInterval(() => void (clock.offsetMs() > 0 ? expiry.sweep(clock.now()) : undefined), expirySweepMs);

  const save = async (): Promise<void> => {
    if (options.dataDir === undefined) return;
    writeKept(options.dataDir, { offsetMs: clock.offsetMs(), key: issuer.privateJwk, mails: inbox.list(), streams: streams.checkpoints() });
    await messaging.save();
  };
  const saver = options.dataDir === undefined ? undefined : setInterval(() => void save(), saveEveryMs);
  undo.push(async () => {
    clearInterval(sweeper);
    clearInterval(saver);
    schedules.stop();
    await Promise.all([streams.stop(), ...queueSources.map((source) => source.stop())]);
    await save();
  });

  const local = { issuer, issuers: issuersOf(deployment), apiUrl: parts.api.url, inboxUrl: inbox.url, now, advance };
  const front = apiSpec === undefined ? undefined : createFront({ api: apiSpec, authorise: createAuthorise(issuer.keys, clock.now), clock, account: place.account, region: place.region });
  parts.api.serve({ local: (request, response, path) => answerLocal(request, response, path, local), api: front });

  const idle = createIdleWatch({ pools, gateway, messaging, mappings, streams: streams.sources, schedules, ses, later: () => later });
  const rapport = createHandle({ parts, deployment, pools, messaging, issuer, faults, delivery, idle, advance, now, apiId: apiSpec?.id });
  return { rapport, reload: reloadOf(pools, printer) };
};

const reloadOf = (pools: Pool[], printer: Printer) => (names: string[], milliseconds: number): void => {
  for (const pool of pools) if (names.includes(pool.spec.name)) pool.recycle();
  printer.note(`reloaded ${names.join(', ')} in ${(milliseconds / 1000).toFixed(1)} s`);
};

/** The database takes access keys of letters and digits only. */
const keyPrefix = (index: number): string => `LOCAL${index}`;

const createPools = (deployment: Deployment, parts: PlatformParts): Pool[] => {
  const apiId = deployment.ofType('AWS::ApiGatewayV2::Api')[0]?.ref;
  return readFunctions(deployment, readRoles(deployment)).map((spec, index) => {
    const environment = withLocalAddress(spec.environment, apiId, parts.place.region, parts.api.url);
    return createPool(
      { ...spec, environment },
      {
        keyPrefix: keyPrefix(index),
        variables: (accessKey) => runtimeVariables(spec, parts.place, accessKey),
        clock: parts.clock.shared,
        maxEnvironments: parts.options.maxEnvironments ?? defaultEnvironments,
        onLog: parts.printer.log,
      },
    );
  });
};

const openSes = (deployment: Deployment, messaging: Messaging, parts: PlatformParts): Ses => {
  const destinations = readDestinations(deployment);
  return createSes({
    place: parts.place,
    clock: parts.clock,
    configurationSets: deployment.ofType('AWS::SES::ConfigurationSet').map(({ ref }) => ref),
    identities: deployment.ofType('AWS::SES::EmailIdentity').map(({ ref }) => ref),
    publish: (set, event) => publishEvent(messaging.sns, destinations, set, event),
    onMail: parts.inbox.add,
  });
};

interface GatewayWiring {
  parts: PlatformParts;
  pools: Pool[];
  tables: TableSpec[];
  faults: Faults;
  ses: Ses;
  messaging: Messaging;
  onWrite(): void;
  undo: (() => unknown)[];
}

const serveGateway = ({ parts, pools, tables, faults, ses, messaging, onWrite, undo }: GatewayWiring): void => {
  const upstreams = { dynamodb: createUpstream(parts.database.endpoint), queues: createUpstream(messaging.endpoint) };
  undo.push(() => Object.values(upstreams).forEach((upstream) => upstream.close()));
  const byPrefix = new Map(pools.map((pool, index) => [keyPrefix(index), pool]));
  const poolOf = (accessKey: string): Pool | undefined => byPrefix.get(accessKey.slice(0, accessKey.lastIndexOf('E')));
  const { account, region } = parts.place;
  parts.gateway.serve({
    faults,
    upstreams,
    onWrite,
    mail: ses,
    onUnserved: (message) => console.error(message),
    caller: (accessKey) => poolOf(accessKey)?.spec,
    kill: async (accessKey, reason) => poolOf(accessKey)?.killHolder(accessKey, reason),
    lookup: {
      account,
      region,
      table: (name) => {
        const unknown = { arn: `arn:aws:dynamodb:${region}:${account}:table/${name}`, partitionKey: '', indexPartitionKeys: {} };
        return tableByName(tables, name)?.keys ?? unknown;
      },
    },
  });
};
