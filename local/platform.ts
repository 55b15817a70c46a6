// Connects what the template declares with what serves it, and starts serving.
import type { Handle } from './api-server.ts';
import { answerLocal } from './control/local-routes.ts';
import { createRapport } from './create-rapport.ts';
import { createFaults } from './gateway/faults.ts';
import { wireGateway } from './gateway/wire-gateway.ts';
import { createAuthorise } from './http/authorise.ts';
import { createHttpApi } from './http/http-api.ts';
import { readKmsKeys } from './iam/kms-keys.ts';
import { issuersOf } from './identity/issuer.ts';
import { createIdleWatch } from './idle-watch.ts';
import { accessLines } from './lambda/access-lines.ts';
import type { Pool } from './lambda/pool.ts';
import { composeReply } from './mail/inbox/compose-reply.ts';
import type { PlatformParts } from './platform-parts.ts';
import type { Printer } from './print.ts';
import type { Rapport } from './rapport.ts';
import { createResources, type Resources } from './resources.ts';
import { type Delivery, undisturbed } from './sources/delivery.ts';
import { type Sources, startSources } from './sources/start-sources.ts';
import { durationMs } from './state/clock.ts';
import { writeSavedState } from './state/saved-state.ts';

export interface Platform {
  rapport: Rapport;
  /** Puts rebuilt functions into service. */
  reload(names: string[], milliseconds: number): void;
}

const saveEveryMs = 5000;
const expirySweepMs = 60_000;

/** Creates the resources, connects everything and starts serving. */
export const assemblePlatform = async (parts: PlatformParts): Promise<Platform> => {
  const { clock, gateway, options } = parts;
  const resources = await createResources(parts);
  const { apiSpec, deployment, messaging, pools } = resources;
  const delivery: Delivery = { ...undisturbed, ...options.delivery };
  const faults = createFaults();
  const sources = await openSources(parts, resources, delivery);
  parts.undo.push(
    wireGateway(gateway, {
      ...resources,
      faults,
      clock,
      place: parts.place,
      keys: readKmsKeys(deployment),
      dynamoEndpoint: parts.database.endpoint,
      durable: options.dataDir !== undefined,
      queuesEndpoint: messaging.endpoint,
      onWrite: () => sources.wakeStreams(),
    }),
  );
  const now = (): Date => new Date(clock.now());
  const advance = advanceWith(parts, sources, resources);
  serveApi(parts, resources, now, advance);
  const idle = createIdleWatch({ ...resources, gateway, sources });
  const shared = { ...resources, parts, faults, delivery, idle, advance, now };
  const rapport = createRapport({ ...shared, apiId: apiSpec?.id });
  return { rapport, reload: reloadWith(pools, parts.printer) };
};

const openSources = async (
  parts: PlatformParts,
  resources: Resources,
  delivery: Delivery,
): Promise<Sources> => {
  const { clock, database, kept, printer, undo } = parts;
  const { expiry, pools } = resources;
  const sources = await startSources({
    ...resources,
    clock,
    delivery,
    dynamoEndpoint: database.endpoint,
    expired: expiry.expired,
    checkpoints: kept.streams,
    note: printer.note,
  });
  const save = (): void => saveState(parts, resources, sources);
  undo.push(async () => {
    // Sources stop first, so that nothing counts an invocation that the shutdown interrupts as a failure.
    const stopped = sources.stop();
    await Promise.all([expiry.stop(), ...pools.map((pool) => pool.stop())]);
    await stopped;
    save();
  });
  save();
  repeat(save, saveEveryMs, undo);
  repeat(() => expiry.sweep(clock.now()), expirySweepMs, undo);
  return sources;
};

const saveState = (
  { clock, options: { dataDir } }: PlatformParts,
  { issuer }: Resources,
  sources: Sources,
): void => {
  if (dataDir === undefined) return;
  writeSavedState(dataDir, {
    offsetMs: clock.offsetMs(),
    key: issuer.privateJwk,
    streams: sources.checkpoints(),
  });
};

const repeat = (work: () => unknown, everyMs: number, undo: (() => unknown)[]): void => {
  const turn = async (): Promise<unknown> => work();
  const timer = setInterval(() => void turn().catch((error: unknown) => console.error(error)), everyMs);
  undo.push(() => clearInterval(timer));
};

/** Advances time for good; schedules run before it resolves, expired items are deleted in the background. */
const advanceWith =
  (parts: PlatformParts, sources: Sources, resources: Resources) =>
  async (duration: string): Promise<Date> => {
    const { clock } = parts;
    const { expiry } = resources;
    clock.advance(durationMs(duration, clock.now()));
    // If time went back after a crash, events would come before others that they follow.
    saveState(parts, resources, sources);
    await sources.schedules.catchUp();
    expiry.sweep(clock.now()).catch((error: unknown) => console.error(error));
    sources.wakeStreams();
    return new Date(clock.now());
  };

const serveApi = (
  parts: PlatformParts,
  resources: Resources,
  now: () => Date,
  advance: (duration: string) => Promise<Date>,
): void => {
  const { deployment, issuer, pools, receiving } = resources;
  const accessLog = () => accessLines(pools);
  const addresses = { apiUrl: parts.api.url, inboxUrl: parts.inbox.url };
  const offered = {
    issuer,
    issuers: issuersOf(deployment),
    ...addresses,
    now,
    advance,
    receiving,
    accessLog,
  };
  const local: Handle = (request, response, path, query) =>
    answerLocal(request, response, { path, query }, offered);
  parts.inbox.onReply(async (mail, draft) => {
    await receiving.receive(composeReply(mail, draft, now()));
  });
  parts.api.serve({ local, api: apiHandle(parts, resources) });
};

const apiHandle = ({ clock, place }: PlatformParts, { apiSpec, issuer }: Resources): Handle | undefined => {
  if (apiSpec === undefined) return undefined;
  const authorise = createAuthorise(issuer.keys, clock.now);
  return createHttpApi({ api: apiSpec, authorise, clock, account: place.account, region: place.region });
};

const reloadWith =
  (pools: Pool[], printer: Printer) =>
  (names: string[], milliseconds: number): void => {
    for (const pool of pools) if (names.includes(pool.spec.name)) pool.recycle();
    printer.note(`reloaded ${names.join(', ')} in ${(milliseconds / 1000).toFixed(1)} s`);
  };
