import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isTooOld, nodeComplaint } from '../../../tools/node-version.mjs';

const root = join(import.meta.dirname, '../../..');

/** Runs a script through the launcher, as npm does on a machine with that Node.js. */
const run = (machineVersion: string, script: string, ...args: string[]) =>
  spawnSync(process.execPath, ['tools/run.mjs', script, ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, npm_config_user_agent: `npm/11.19.1 node/v${machineVersion} linux x64` },
  });

describe('the version of Node.js', () => {
  it.each([
    ['20.20.2', true],
    ['22.17.1', true],
    ['22.18.0', false],
    ['24.0.0', false],
  ])('%s is too old: %s', (version, expected) => {
    expect(isTooOld(version)).toBe(expected);
  });

  it('is explained with the command that installs a newer one', () => {
    expect(nodeComplaint('20.20.2')).toContain('npm rebuild node');
  });
});

describe('a script that npm runs', () => {
  const script = 'tests/fixtures/scripts/print-arguments.ts';

  it('says in one line that the machine’s Node.js is too old', () => {
    const { stderr, stdout } = run('20.20.2', script, '--port', '7');
    expect(stderr.trim().split('\n')).toEqual([
      'Using Node.js from node_modules: this machine has 20.20.2, and 22.18 or newer is needed.',
    ]);
    expect(JSON.parse(stdout)).toEqual({ args: ['--port', '7'], isMain: true });
  });

  it('says nothing when the machine’s Node.js is new enough', () => {
    expect(run('22.22.2', script).stderr).toBe('');
  });

  it('keeps its exit code', () => {
    expect(run('24.21.0', script, '--exit', '75').status).toBe(75);
  });
});
