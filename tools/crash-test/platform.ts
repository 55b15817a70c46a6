// Runs `npm run dev` in its own process group, to be killed as a whole: runner, functions and database
// at the same moment.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../local/dev.ts', import.meta.url));
const startLimitMs = 180_000;

export interface RunningPlatform {
  apiUrl: string;
  /** Sends SIGKILL to the whole group; resolves when the runner is gone. */
  kill(): Promise<void>;
}

/** Starts the platform on a data folder and resolves when it answers; appends its output to a file. */
export const startPlatform = async (
  dataDir: string,
  port: number,
  logFile: string,
): Promise<RunningPlatform> => {
  const log = openSync(logFile, 'a');
  const child = spawn(process.execPath, [main, '--data', dataDir, '--port', String(port)], {
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const apiUrl = `http://127.0.0.1:${port}`;
  const kill = () => killGroup(child);
  try {
    await answers(apiUrl, child);
  } catch (error) {
    await kill();
    throw error;
  }
  return { apiUrl, kill };
};

const killGroup = async (child: ChildProcess): Promise<void> => {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  process.kill(-child.pid, 'SIGKILL');
  await gone;
};

const answers = async (apiUrl: string, child: ChildProcess): Promise<void> => {
  const limit = Date.now() + startLimitMs;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the platform ended while starting (${child.exitCode})`);
    if (Date.now() > limit) throw new Error(`the platform does not answer at ${apiUrl}`);
    const health = await fetch(`${apiUrl}/_local/health`).catch(() => undefined);
    if (health?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};
