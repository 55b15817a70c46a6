// Starts the whole platform on this machine from its synthesised template.
import { openApiServer } from './api-server.ts';
import { launchDatabase } from './dynamo/launch-database.ts';
import { openGateway } from './gateway/gateway.ts';
import { openInbox } from './mail/inbox/inbox.ts';
import { assemblePlatform } from './platform.ts';
import { createPrinter } from './print.ts';
import { startMessaging } from './queues/messaging.ts';
import type { Rapport, RapportOptions } from './rapport.ts';
import { createClock } from './state/clock.ts';
import { openJournal } from './state/journal.ts';
import { readSavedState } from './state/saved-state.ts';
import { buildAssembly } from './template/build.ts';

export { PortBusyError } from './api-server.ts';
export type * from './rapport.ts';

const account = '000000000000';
const defaultRegion = 'eu-west-1';

/**
 * Starts everything and resolves when it answers requests. Rejects, with nothing left running, if the
 * template needs something that the runner does not serve, if a permission that AWS requires is missing, or
 * if a port is taken.
 */
export const startRapport = async (options: RapportOptions = {}): Promise<Rapport> => {
  // Lambda runs in UTC; worker threads have the time zone of the process.
  process.env.TZ = 'UTC';
  const undo: (() => unknown)[] = [];
  const undoAll = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await Promise.resolve(step()).catch(() => undefined);
  };
  try {
    return await start(options, undo, undoAll);
  } catch (error) {
    await undoAll();
    throw error;
  }
};

const start = async (
  options: RapportOptions,
  undo: (() => unknown)[],
  undoAll: () => Promise<void>,
): Promise<Rapport> => {
  const { dataDir, quiet = false, verbose = false, watch = false, region = defaultRegion } = options;
  const printer = createPrinter({ quiet, verbose });
  const kept = readSavedState(dataDir);
  const keep = <T extends { stop(): unknown } | { close(): unknown }>(part: T): T => {
    undo.push(() => ('stop' in part ? part.stop() : part.close()));
    return part;
  };
  const journal = dataDir === undefined ? undefined : keep(openJournal(dataDir));
  const api = keep(await openApiServer(options.port ?? 0));
  const reload: { apply: (names: string[], milliseconds: number) => void } = { apply: () => undefined };
  const building = buildAssembly({
    ...(options.assembly === undefined ? {} : { assembly: options.assembly }),
    watch,
    region,
    account,
    onRebuilt: (names, milliseconds) => reload.apply(names, milliseconds),
    onErrors: (errors) => printer.note(`not reloaded:\n  ${errors.join('\n  ')}`),
  });
  building.catch(() => undefined);
  undo.push(() => building.then((built) => built.stop()));
  const [database, gateway, inbox, queues] = await Promise.all([
    launchDatabase(dataDir, options.expectedRuntime).then(keep),
    openGateway().then(keep),
    openInbox(options.mailPort ?? 0, journal).then(keep),
    startMessaging(region, journal).then(keep),
  ]);
  const [built] = await Promise.all([building, database.ready()]);
  const platform = await assemblePlatform({
    options,
    place: { region, account, gatewayUrl: gateway.url },
    stacks: built.stacks,
    clock: createClock(startOffset(options.startAt, kept.offsetMs)),
    kept,
    journal,
    api,
    database,
    gateway,
    inbox,
    queues,
    printer,
    undo,
    stop: undoAll,
  });
  reload.apply = platform.reload;
  return platform.rapport;
};

/**
 * Returns the offset of the clock. Kept data continues from its own time; only a new run can
 * begin in the past.
 */
const startOffset = (startAt: Date | undefined, keptMs: number): number =>
  startAt === undefined || keptMs !== 0 ? keptMs : startAt.getTime() - Date.now();
