// `npm run crash-test`: kills the platform under load, again and again on the same data, and then checks
// whether anything that was acknowledged is lost, duplicated or silently skipped.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Rapport } from '../../local/rapport.ts';
import { startRapport } from '../../local/start.ts';
import { check } from './checks.ts';
import { type Job, untilAcknowledged } from './clients.ts';
import { startPlatform } from './platform.ts';
import { randomFrom } from './random.ts';
import { createWorkload } from './workload.ts';

const usage = `npm run crash-test -- [options]

  --rounds N  how often it is killed (default 10)
  --seed N    makes the load and the moments of the kills the same again (default: a new one, which is printed)
  --port N    port of the platform (default 4900; the inbox takes the next one)
  --keep      keeps the data folder, also when all is well`;

const lanes = 4;
/** A kill comes a moment after a number of acknowledgements, which a slow machine reaches as well. */
const fewestAcknowledged = 15;
const mostAcknowledged = 60;
const longestMomentMs = 500;
const quietMs = 180_000;

const readOptions = () => {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '10' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
      port: { type: 'string', default: '4900' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [rounds, seed, port] = [values.rounds, values.seed, values.port].map(Number);
  const isCount = (value: number | undefined): value is number =>
    Number.isSafeInteger(value) && Number(value) >= 0;
  if (values.help || !isCount(rounds) || !isCount(seed) || !isCount(port)) {
    console.log(usage);
    process.exit(values.help ? 0 : 2);
  }
  return { rounds, seed, port, keep: values.keep };
};

const { rounds, seed, port, keep } = readOptions();
const dataDir = mkdtempSync(join(tmpdir(), 'rapport-crash-'));
const logFile = join(dataDir, 'output.txt');
const random = randomFrom(seed);
const workload = createWorkload(`http://127.0.0.1:${port}`, random);
/** The current job of each lane, which continues after a kill. */
const current: (Job | undefined)[] = Array.from({ length: lanes }, () => undefined);

console.log(`seed ${seed}, data in ${dataDir}`);
for (let round = 1; round <= rounds; round += 1) await killOnce(round);
const rapport = await startRapport({ dataDir, port, mailPort: port + 1, quiet: true });
let failed = true;
try {
  failed = await judge(rapport);
} finally {
  await rapport.stop();
  if (!failed && !keep) rmSync(dataDir, { recursive: true, force: true });
}
process.exit(failed ? 1 : 0);

async function killOnce(round: number): Promise<void> {
  const wanted = fewestAcknowledged + Math.floor(random() * (mostAcknowledged - fewestAcknowledged + 1));
  const momentMs = random() * longestMomentMs;
  const started = Date.now();
  const platform = await startPlatform(dataDir, port, logFile);
  const startedIn = Date.now() - started;
  let stopped = false;
  const enough = Promise.withResolvers<void>();
  let done = 0;
  const loaded = load(
    () => stopped,
    () => {
      done += 1;
      if (done === wanted) enough.resolve();
    },
  );
  // A job that is refused for its own reason ends the run, not only its lane.
  try {
    await Promise.race([loaded, enough.promise]);
    await new Promise((resolve) => setTimeout(resolve, momentMs));
  } finally {
    await platform.kill();
    stopped = true;
  }
  await loaded;
  const { tickets, messages } = workload.acknowledged;
  console.log(
    `round ${round}: up in ${seconds(startedIn)} s, killed ${momentMs.toFixed(0)} ms after ${wanted} acknowledgements; ` +
      `${tickets.length} tickets and ${messages.length} messages so far`,
  );
}

/** Works in all lanes until stopped. */
async function load(stopped: () => boolean, onDone: () => void): Promise<void> {
  for (let job = workload.prepare[0]; job !== undefined; job = workload.prepare[0]) {
    if (!(await untilAcknowledged(job, stopped))) return;
    workload.prepare.shift();
  }
  await Promise.all(
    current.map(async (_, lane) => {
      while (!stopped()) {
        const job = (current[lane] ??= workload.next());
        if (!(await untilAcknowledged(job, stopped))) return;
        current[lane] = undefined;
        onDone();
      }
    }),
  );
}

/**
 * Waits until everything is finished, the time limits of claimed mails included, and reports. Returns whether
 * something is wrong.
 */
async function judge(platform: Rapport): Promise<boolean> {
  for (const job of [...workload.prepare, ...current.filter((one) => one !== undefined)])
    await untilAcknowledged(job, () => false);
  const rest = () => platform.idle({ timeoutMs: quietMs, allowDeadLetters: true });
  await rest();
  // Twice: the first scheduler run finds the time limits, the second their results; both reach
  // into the full sweep.
  for (const _time of [1, 2]) {
    await platform.advance('PT20M');
    await rest();
  }
  const { counts, violations } = await check(platform, workload.acknowledged);
  for (const [name, value] of Object.entries(counts)) console.log(`${String(value).padStart(7)} ${name}`);
  for (const violation of violations) console.log(`WRONG: ${violation}`);
  if (violations.length > 0) console.log(`data and output are kept in ${dataDir}; seed ${seed}`);
  else console.log(`nothing lost, nothing duplicated, nothing silently skipped after ${rounds} kills`);
  return violations.length > 0;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1);
}
