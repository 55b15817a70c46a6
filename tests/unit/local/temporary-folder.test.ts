import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const module = fileURLToPath(new URL('../../../local/temporary-folder.ts', import.meta.url));
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'temporary-folder-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/**
 * Returns the output of a process that opens its temporary folder below `directory` and then runs a script.
 */
function open(then: string): string {
  const script = `
    import { spawnSync } from 'node:child_process';
    import { mkdtempSync } from 'node:fs';
    import { tmpdir } from 'node:os';
    const { openTemporaryFolder } = await import(${JSON.stringify(module)});
    const folder = openTemporaryFolder();
    ${then}`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, TMPDIR: directory },
  });
  return stdout.trim();
}

describe('the temporary folder of a run', () => {
  it('contains the temporary files of the process and its children, and is removed with them', () => {
    const made = open(`
      const child = spawnSync(process.execPath, ['-p', 'os.tmpdir()'], { encoding: 'utf8' });
      console.log(JSON.stringify([folder, tmpdir(), child.stdout.trim(), mkdtempSync(tmpdir() + '/left-')]));`);
    const [folder, own, childs, left] = JSON.parse(made) as string[];
    expect([own, childs]).toEqual([folder, folder]);
    expect(left?.startsWith(`${folder}/`)).toBe(true);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('stays if the process is killed, until the next one removes it', () => {
    const folder = open(`
      process.stdout.write(folder, () => process.kill(process.pid, 'SIGKILL'));
      await new Promise(() => setInterval(() => undefined, 1000));`);
    expect(existsSync(folder)).toBe(true);
    open('');
    expect(readdirSync(directory)).toEqual([]);
  });

  it('of a live process is kept', () => {
    mkdirSync(join(directory, `rapport-run-${process.pid}-other`));
    open('');
    expect(readdirSync(directory)).toEqual([`rapport-run-${process.pid}-other`]);
  });

  it('is shared by the processes that the run started', () => {
    const again = open(`
      const script = "const { openTemporaryFolder } = await import('${module}'); console.log(openTemporaryFolder())";
      const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
      console.log(JSON.stringify([folder, child.stdout.trim()]));`);
    const [folder, inner] = JSON.parse(again) as string[];
    expect(inner).toBe(folder);
  });
});
