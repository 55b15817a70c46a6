// `npm test`: types, lint, then unit, integration, infrastructure and end-to-end tests, with one summary at the end.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
}

const report = join(mkdtempSync(join(tmpdir(), 'rapport-test-')), 'vitest.json');
const only = process.argv.slice(2);

const checks = await Promise.all([
  run('types', [bin('tsc'), '--noEmit', '-p', 'tsconfig.json'], true).then((step) =>
    run('unused code', [bin('knip')], true).then((unused) => [step, unused]),
  ),
  run('lint', [bin('oxlint'), '--deny-warnings'], true).then((step) =>
    run('format', [bin('biome'), 'check', '.'], true).then((format) => [step, format]),
  ),
]);
const tests = await run(
  'tests',
  [
    process.execPath,
    bin('vitest'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...only,
  ],
  false,
);

const steps = [...checks.flat(), tests];
const counts = readReport();
const failedSteps = steps.filter((step) => !step.ok && step.name !== 'tests').length;
const brokenRun = !tests.ok && counts.numFailedTests === 0 ? 1 : 0;
const seconds = steps.reduce((sum, step) => sum + step.seconds, 0);
console.log(
  `\n${steps.map((step) => `${step.name} ${step.ok ? 'ok' : 'FAILED'}`).join(' · ')} · ${seconds.toFixed(0)} s of work`,
);
console.log(
  `${counts.numPassedTests + checks.flat().length - failedSteps} passed, ${counts.numFailedTests + failedSteps + brokenRun} failed, ${counts.numPendingTests} skipped`,
);
process.exitCode = steps.every((step) => step.ok) ? 0 : 1;

function readReport(): Report {
  try {
    return JSON.parse(readFileSync(report, 'utf8')) as Report;
  } catch {
    return { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0 };
  }
}
