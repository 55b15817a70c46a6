// Installs Python programs that no npm package replaces: each in its own virtual environment, once.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from './run-command.ts';
import { Unavailable } from './unavailable.ts';

const pythons = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];

/**
 * Installs a requirements file into a virtual environment in `folder`, unless the same is already there, and
 * returns the folder. Throws `Unavailable` without Python 3.10 or without the packages.
 */
export async function installPython(folder: string, requirements: string): Promise<string> {
  const stamp = join(folder, 'installed.txt');
  const wanted = readFileSync(requirements, 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return folder;
  const python = await findPython();
  rmSync(folder, { recursive: true, force: true });
  await orUnavailable('cannot make a virtual environment', python, ['-m', 'venv', folder]);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements];
  await orUnavailable(`cannot install ${wanted.split('\n')[0]}`, join(folder, 'bin', 'python'), pip);
  writeFileSync(stamp, wanted);
  return folder;
}

async function findPython(): Promise<string> {
  for (const python of pythons) {
    const { code } = await runCommand(python, ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))']);
    if (code === 0) return python;
  }
  throw new Unavailable('Python 3.10 or newer is needed, and none is on the PATH');
}

async function orUnavailable(what: string, command: string, args: string[]): Promise<void> {
  const { code, output } = await runCommand(command, args);
  if (code !== 0) throw new Unavailable(`${what}: ${output.trim().split('\n').slice(-3).join(' ')}`);
}
