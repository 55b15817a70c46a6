// `npm run fuzz`: Schemathesis generates requests from the served OpenAPI document, in every role, and
// compares each answer with the document. Exit codes: 0 nothing was found, 1 something was, 75 it cannot run
// here (Python or Schemathesis is missing). Reports are in .rapport/fuzz/.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { routeTable } from '../../functions/capabilities.ts';
import { createClient } from '../../functions/platform/contract/client.ts';
import type { Route } from '../../functions/platform/contract/route.ts';
import { roles, type TokenRole } from '../../local/identity/issuer.ts';
import type { Rapport } from '../../local/rapport.ts';
import { startRapport } from '../../local/start.ts';
import { installPython } from '../support/install-python.ts';
import { killAll, runCommand } from '../support/run-command.ts';
import { Unavailable } from '../support/unavailable.ts';
import { schemathesisConfig } from './config.ts';
import { type SeededIds, seedObjects } from './seed.ts';

const UNAVAILABLE = 75;
const folder = join(resolve(import.meta.dirname, '../..'), '.rapport/fuzz');

const usage = `npm run fuzz -- [options]

  --role ROLE      one of ${[...roles, 'nobody'].join(', ')}; may be given more than once; default: all
  --tag TAG        operations of this capability alone; may be given more than once
  --examples N     examples an operation (default 30)
  --seed N         makes the same requests again
  --help           this text`;

type Caller = TokenRole | 'nobody';

interface Options {
  callers: Caller[];
  tags: string[];
  examples: string;
  seed: string | undefined;
}

interface Outcome {
  caller: Caller;
  operations: number;
  cases: number;
  /** Failures by check. */
  failures: Record<string, number>;
  seconds: number;
  ok: boolean;
}

/**
 * Returns the operations that a caller may call; an anonymous caller tries all of them, of which only the
 * public ones answer.
 */
function operationsOf(caller: Caller, tags: readonly string[]): string[] {
  return Object.entries(routeTable)
    .filter(([tag]) => tags.length === 0 || tags.includes(tag))
    .flatMap(([, table]) => Object.entries(table as Record<string, Route>))
    .filter(([, { roles: allowed }]) =>
      caller === 'nobody' ? true : allowed !== 'public' && allowed.includes(caller),
    )
    .map(([name]) => name);
}

async function fuzz(caller: Caller, options: Options, venv: string): Promise<Outcome | undefined> {
  const operations = operationsOf(caller, options.tags);
  if (operations.length === 0) return undefined;
  // Each role gets its own platform, so that it does not meet what another role has left behind.
  const rapport = await startRapport({ quiet: true, expectedRuntime: 'minutes' });
  try {
    const clientAs = (role: TokenRole, sub: string) =>
      createClient(routeTable, { baseUrl: rapport.apiUrl, token: () => rapport.token({ role, sub }) });
    // A database that runs elsewhere may contain names of an earlier run.
    const run = `${caller}-${Date.now().toString(36)}`;
    const ids = [await seedObjects(clientAs, `ada-${run}`), await seedObjects(clientAs, `grace-${run}`)];
    return await play(rapport, caller, operations, ids, options, venv);
  } finally {
    await rapport.stop();
  }
}

async function play(
  rapport: Rapport,
  caller: Caller,
  operations: readonly string[],
  ids: readonly SeededIds[],
  { examples, seed: chosen }: Options,
  venv: string,
): Promise<Outcome> {
  const at = join(folder, caller);
  rmSync(at, { recursive: true, force: true });
  mkdirSync(at, { recursive: true });
  const config = join(at, 'schemathesis.toml');
  writeFileSync(config, schemathesisConfig(ids));
  const report = join(at, 'report.json');
  const started = performance.now();
  const authorized = await authorization(rapport, caller, ids);
  // One thread (the default): Hypothesis reads its own sources, which Python 3.11 cannot do from two at once.
  const options = [
    `--config-file=${config}`,
    'run',
    `${rapport.apiUrl.replace(/\/$/, '')}/openapi.json`,
    `--max-examples=${examples}`,
    '--continue-on-failure',
    '--no-color',
    '--phases=examples,coverage,fuzzing',
    '--generation-database=none',
    '--report=json',
    `--report-json-path=${report}`,
    ...(chosen === undefined ? [] : [`--seed=${chosen}`]),
    ...authorized,
    ...operations.map((name) => `--include-operation-id=${name}`),
  ];
  const { output } = await runCommand(join(venv, 'bin', 'schemathesis'), options, { cwd: at });
  const seconds = (performance.now() - started) / 1000;
  writeFileSync(join(at, 'output.txt'), output);
  return { caller, seconds, ...readOutcome(report, output) };
}

async function authorization(rapport: Rapport, caller: Caller, ids: readonly SeededIds[]): Promise<string[]> {
  if (caller === 'nobody') return [];
  const sub = caller === 'customer' ? (ids[0]?.customerId ?? '') : `${caller}-1`;
  const token = await rapport.token({ role: caller, sub, expiresIn: 86_400 });
  return [`--header=Authorization: Bearer ${token}`];
}

interface Report {
  exit_code: number;
  operations: { tested: number };
  test_cases: { generated: number };
}

function readOutcome(file: string, output: string): Omit<Outcome, 'caller' | 'seconds'> {
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
  const failures = [...output.matchAll(/^\s+(?:❌|🚫) ([^:\n]+): (\d+)$/gm)];
  return {
    operations: report.operations.tested,
    cases: report.test_cases.generated,
    failures: Object.fromEntries(failures.map(([, check = '', count]) => [check, Number(count)])),
    ok: report.exit_code === 0,
  };
}

function readOptions(): Options | undefined {
  const { values } = parseArgs({
    options: {
      role: { type: 'string', multiple: true, default: [] },
      tag: { type: 'string', multiple: true, default: [] },
      examples: { type: 'string', default: '30' },
      seed: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const all: readonly Caller[] = [...roles, 'nobody'];
  const callers = values.role.length === 0 ? [...all] : all.filter((one) => values.role.includes(one));
  if (values.help || callers.length === 0) {
    console.log(usage);
    return undefined;
  }
  return { callers, tags: values.tag, examples: values.examples, seed: values.seed };
}

async function main(options: Options): Promise<void> {
  const venv = await installPython(
    join(folder, '.venv-schemathesis'),
    join(import.meta.dirname, 'requirements.txt'),
  );
  const outcomes: Outcome[] = [];
  for (const caller of options.callers) {
    const outcome = await fuzz(caller, options, venv);
    if (outcome === undefined) continue;
    outcomes.push(outcome);
    const failed = Object.entries(outcome.failures).map(([check, count]) => `${check}: ${count}`);
    console.log(
      `${outcome.ok ? 'ok    ' : 'FAILED'} ${caller.padEnd(9)} ${outcome.operations} operations, ${outcome.cases} cases, ${outcome.seconds.toFixed(0)} s ${failed.join(', ')}`,
    );
    if (!outcome.ok) console.log(`       see ${join(folder, caller, 'output.txt')}`);
  }
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, one) => total + of(one), 0);
  console.log(`${sum(({ cases }) => cases)} cases in ${sum(({ seconds }) => seconds).toFixed(0)} s`);
  process.exitCode = outcomes.every(({ ok }) => ok) ? 0 : 1;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));
process.on('exit', killAll);
mkdirSync(folder, { recursive: true });
try {
  const options = readOptions();
  if (options !== undefined) await main(options);
} catch (error) {
  const unavailable = error instanceof Unavailable;
  console.error(unavailable ? `skipped: ${error.message}` : error);
  process.exitCode = unavailable ? UNAVAILABLE : 1;
}
