// Keeps one temporary folder per run and deletes what the run and its children leave in it. A run that was
// killed cannot tidy up; the next one does.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const name = /^rapport-run-(\d+)-/;

/**
 * Creates the temporary folder of this process and of the processes that it starts (`TMPDIR`), removes it
 * when the process ends, and removes the folders of processes that are gone. A process that a run started
 * stays in the folder of that run.
 */
export function openTemporaryFolder(): string {
  const directory = tmpdir();
  if (name.test(basename(directory))) return directory;
  removeAbandoned(directory);
  const folder = mkdtempSync(join(directory, `rapport-run-${process.pid}-`));
  process.env.TMPDIR = folder;
  process.on('exit', () => remove(folder));
  return folder;
}

function removeAbandoned(directory: string): void {
  for (const entry of readdirSync(directory)) {
    const [, owner] = name.exec(entry) ?? [];
    if (owner !== undefined && !isAlive(Number(owner))) remove(join(directory, entry));
  }
}

const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user is alive, too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
