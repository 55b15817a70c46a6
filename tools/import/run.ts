// `npm run import -- cdnow FILE [--api URL] [--token TOKEN]`
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { importCdnow } from './import-cdnow.ts';

const usage = `Usage: npm run import -- cdnow FILE [--api http://127.0.0.1:4000] [--token TOKEN]
  FILE     the CDNOW sample (CDNOW_sample.txt)
  --api    address of the API; default: a local one on port 4000
  --token  of role service or admin; a local API gives one by itself`;

function fail(message: string): never {
  console.error(`${message}\n\n${usage}`);
  process.exit(2);
}

function options() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { api: { type: 'string' }, token: { type: 'string' } },
    });
  } catch (error) {
    return fail((error as Error).message);
  }
}

const { values, positionals } = options();
const [format, file] = positionals;
if (format !== 'cdnow' || !file) fail('say which format and which file');
const apiUrl = values.api ?? 'http://127.0.0.1:4000';

/** Fetches a token of the local runner; a deployed API has no such route, so one must be given. */
async function localToken(): Promise<string> {
  const answer = await fetch(`${apiUrl}/_local/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ role: 'service', sub: 'import' }),
  }).catch(() => fail(`nothing answers at ${apiUrl}: is \`npm run dev\` running?`));
  if (!answer.ok) fail(`${apiUrl} gives no local token (${answer.status}): pass one with --token`);
  return ((await answer.json()) as { token: string }).token;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    return fail(`cannot read ${path}: ${(error as NodeJS.ErrnoException).code}`);
  }
}

const text = readText(file);
const token = values.token ?? (await localToken());
const result = await importCdnow(text, {
  apiUrl,
  token: () => token,
  progress: (done, total, what) => {
    if (process.stdout.isTTY) process.stdout.write(`\r${what} ${done}/${total}   `);
    else if (done === total || done % 1000 === 0) console.log(`${what} ${done}/${total}`);
  },
});
const { seconds, ...counts } = result;
console.log(
  `\n${Object.entries(counts)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')}`,
);
console.log(
  `${seconds.toFixed(1)} s, ${Math.round((result.orders + result.created) / seconds)} items a second`,
);
if (result.refused > 0) process.exitCode = 1;
