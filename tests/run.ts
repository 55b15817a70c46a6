// `npm test`: types, lint, then unit, integration, infrastructure and end-to-end tests, with one summary at the end.
// The end-to-end tests mostly wait for the platform that they run; so they run beside the others.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openTemporaryFolder } from '../local/temporary-folder.ts';

interface Step {
  name: string;
  ok: boolean;
  seconds: number;
}

const bin = (name: string) => join(import.meta.dirname, '..', 'node_modules', '.bin', name);

/** Runs a command; a quiet one shows its output only when it fails. */
function run(name: string, command: string[], quiet: boolean): Promise<Step> {
  const started = performance.now();
  const [program = '', ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit' });
    const output: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => output.push(chunk));
    child.on('close', (code) => {
      const step = { name, ok: code === 0, seconds: (performance.now() - started) / 1000 };
      if (quiet && !step.ok) process.stdout.write(Buffer.concat(output));
      console.log(`${step.ok ? 'ok    ' : 'FAILED'} ${name} (${step.seconds.toFixed(1)} s)`);
      resolve(step);
    });
  });
}

const checks = async (): Promise<Step[]> => {
  const types = run('types', [bin('tsc'), '--noEmit', '-p', 'tsconfig.json'], true);
  const lint = await run('lint', [bin('oxlint'), '--deny-warnings'], true);
  const format = await run('format', [bin('biome'), 'check', '.'], true);
  return [await types, lint, format, await run('unused code', [bin('knip')], true)];
};

interface Counts {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
}

const folder = openTemporaryFolder();

/** Runs tests and counts them; a run that broke without a failed test counts as one that failed. */
async function runTests(
  name: string,
  args: string[],
  quiet: boolean,
): Promise<{ step: Step; counts: Counts }> {
  const report = join(folder, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const step = await run(name, [process.execPath, bin('vitest'), 'run', ...reporters, ...args], quiet);
  const counts = readCounts(report);
  if (!step.ok && counts.numFailedTests === 0) counts.numFailedTests = 1;
  return { step, counts };
}

function readCounts(report: string): Counts {
  try {
    return JSON.parse(readFileSync(report, 'utf8')) as Counts;
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 };
  }
}

const started = performance.now();
const only = process.argv.slice(2);
const most = ['unit', 'integration', 'infrastructure'].flatMap((project) => ['--project', project]);
const lanes =
  only.length > 0
    ? [runTests('tests', only, false)]
    : [runTests('e2e', ['--project', 'e2e'], true), runTests('tests', most, false)];
const [checked, ...tested] = await Promise.all([checks(), ...lanes]);

const steps = [...checked, ...tested.map(({ step }) => step)];
const failedChecks = checked.filter(({ ok }) => !ok).length;
const sum = (part: keyof Counts) => tested.reduce((total, { counts }) => total + counts[part], 0);
const seconds = (performance.now() - started) / 1000;
console.log(
  `\n${steps.map(({ name, ok }) => `${name} ${ok ? 'ok' : 'FAILED'}`).join(' · ')} · ${seconds.toFixed(0)} s`,
);
console.log(
  `${sum('numPassedTests') + checked.length - failedChecks} passed, ${sum('numFailedTests') + failedChecks} failed, ${sum('numPendingTests')} skipped`,
);
process.exitCode = steps.every(({ ok }) => ok) ? 0 : 1;
