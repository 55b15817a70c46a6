// MiniStack, an emulator of AWS with CloudFormation: installed once into a virtual environment of its own, started for
// one rehearsal on a free port of the loopback interface.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from './run.ts';
import { Unavailable } from './unavailable.ts';

export interface MiniStack {
  /** Where every AWS service answers. */
  endpoint: string;
  stop: () => Promise<void>;
}

const pythons = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];
const requirements = join(import.meta.dirname, 'requirements.txt');

/** The folder of the virtual environment with MiniStack, made when it is not there yet; throws `Unavailable`. */
export async function installMiniStack(folder: string): Promise<string> {
  const stamp = join(folder, 'installed.txt');
  const wanted = readFileSync(requirements, 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return folder;
  const python = await findPython();
  rmSync(folder, { recursive: true, force: true });
  await orUnavailable('cannot make a virtual environment', python, ['-m', 'venv', folder]);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements];
  await orUnavailable('cannot install MiniStack', join(folder, 'bin', 'python'), pip);
  writeFileSync(stamp, wanted);
  return folder;
}

async function findPython(): Promise<string> {
  for (const python of pythons) {
    const { code } = await run(python, ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))']);
    if (code === 0) return python;
  }
  throw new Unavailable('Python 3.10 or newer is needed to run MiniStack, and none is on the PATH');
}

async function orUnavailable(what: string, command: string, args: string[]): Promise<void> {
  const { code, output } = await run(command, args);
  if (code !== 0) throw new Unavailable(`${what}: ${output.trim().split('\n').slice(-3).join(' ')}`);
}

const START_TIMEOUT_MS = 30_000;

/** Starts MiniStack; its own output goes to `logFile`. Ends it, and the functions it runs, however this process ends. */
export async function startMiniStack(venv: string, logFile: string): Promise<MiniStack> {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'w');
  const port = await freePort();
  // A group of its own, so that ending it ends the functions' processes with it.
  const child = spawn(join(venv, 'bin', 'ministack'), [], {
    detached: true,
    stdio: ['ignore', log, log],
    env: {
      // Functions run with the node that is found first: this one.
      PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}`,
      HOME: dirname(logFile),
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
    },
  });
  const kill = (): void => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // The group is gone already.
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
