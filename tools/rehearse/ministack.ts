// Runs MiniStack, an emulator of AWS with CloudFormation: installed once into its own virtual environment,
// started for one rehearsal on a free port of the loopback interface.
import { spawn } from 'node:child_process';
import { mkdirSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { installPython } from '../support/install-python.ts';

export interface MiniStack {
  /** The address of all AWS services. */
  endpoint: string;
  stop: () => Promise<void>;
}

const requirements = join(import.meta.dirname, 'requirements.txt');

/** Installs MiniStack into a virtual environment in the folder unless it exists; throws `Unavailable`. */
export const installMiniStack = (folder: string): Promise<string> => installPython(folder, requirements);

const START_TIMEOUT_MS = 120_000;

/**
 * Runs a shell that becomes MiniStack and leaves a reader on its standard input: when the rehearsal dies in
 * any way, that pipe closes and the reader ends the group.
 */
const guarded = 'exec 3<&0; (read -r _ <&3; kill -9 -$$) >/dev/null 2>&1 & exec "$@" </dev/null 3<&-';

/**
 * Starts MiniStack; its output goes to `logFile`. Ends it and the functions it runs,
 * however this process ends.
 */
export async function startMiniStack(venv: string, logFile: string): Promise<MiniStack> {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'w');
  const port = await freePort();
  // In its own group, so that ending the group also ends the functions' processes.
  const child = spawn('sh', ['-c', guarded, 'sh', join(venv, 'bin', 'ministack')], {
    detached: true,
    stdio: ['pipe', log, log],
    env: {
      // Functions run with the first node on the PATH: this one.
      PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}`,
      HOME: dirname(logFile),
      TMPDIR: tmpdir(),
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
    },
  });
  const kill = (): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // The group is already gone.
    }
  };
  process.on('exit', kill);
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  const endpoint = `http://127.0.0.1:${port}`;
  await answering(endpoint, () => child.exitCode !== null, logFile);
  return {
    endpoint,
    stop: async () => {
      kill();
      await ended;
    },
  };
}

async function answering(endpoint: string, gone: () => boolean, logFile: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline && !gone()) {
    const health = await fetch(`${endpoint}/_ministack/health`).catch(() => undefined);
    if (health?.ok === true) return;
    await sleep(200);
  }
  throw new Error(`MiniStack did not start: see ${logFile}`);
}

function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer();
  server.once('error', reject);
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
  });
  return promise;
}
