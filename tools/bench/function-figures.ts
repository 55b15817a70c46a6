// Measures the size and load time of every function's bundle, each load in a separate process.
import { execFile } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { median } from './load.ts';

const run = promisify(execFile);
const dist = join(import.meta.dirname, '..', '..', 'dist');

/** The variables that the functions read at load. */
const env = {
  PATH: process.env.PATH,
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'x',
  AWS_SECRET_ACCESS_KEY: 'x',
  TABLE_NAME: 'none',
  STAGE: 'bench',
  TOPIC_ARN: 'arn:aws:sns:eu-west-1:000000000000:events',
  MAIL_FROM: 'bench@example.org',
  MAIL_CONFIGURATION_SET: 'none',
  PUBLIC_BASE_URL: 'https://example.org',
  ROUTING_STANDARD_QUEUE_URL: 'https://example.org/q',
  TIMED_WORK_QUEUES: '{}',
  FILES_BUCKET: 'none',
};

/** Loads a function after the modules that Lambda's own runtime has already loaded. */
const probe = (file: string) =>
  `import 'node:http'; import 'node:https'; import 'node:crypto'; const t = performance.now(); await import(${JSON.stringify(file)}); console.log(performance.now() - t);`;

export interface FunctionFigures {
  name: string;
  kilobytes: number;
  loadMs: number;
}

/** Measures every bundle in dist; the load time is the median of `loads` fresh processes. */
export async function functionFigures(loads = 9): Promise<FunctionFigures[]> {
  const names = readdirSync(dist).filter((name) => name !== 'meta');
  const figures: FunctionFigures[] = [];
  for (const name of names) {
    const file = join(dist, name, 'index.mjs');
    const times: number[] = [];
    for (let count = 0; count < loads; count += 1) {
      const { stdout } = await run(process.execPath, ['--input-type=module', '-e', probe(file)], { env });
      times.push(Number(stdout));
    }
    figures.push({ name, kilobytes: statSync(file).size / 1000, loadMs: median(times) });
  }
  return figures;
}
