// Runs a script of this project, for example `node tools/run.mjs local/dev.ts`. Where the machine's Node.js
// is too old it uses the devDependency `node` and says so in one line.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { insteadOf, isTooOld, nodeComplaint } from './node-version.mjs';

const modules = fileURLToPath(new URL('../node_modules', import.meta.url));
const installed = join(modules, 'node', 'bin', 'node');
const [script, ...args] = process.argv.slice(2);

// npm puts node_modules/.bin first on the PATH, so its scripts run on the devDependency already. npm itself
// runs on the machine's Node.js.
const npmRunsOn = /node\/v(\S+)/.exec(process.env.npm_config_user_agent ?? '')?.[1];
const machine = npmRunsOn ?? process.versions.node;
process.env.PATH = [join(modules, '.bin'), process.env.PATH].join(delimiter);

if (!isTooOld(process.versions.node)) {
  if (isTooOld(machine)) console.error(insteadOf(machine));
  process.argv.splice(1, 2, resolve(script));
  await import(pathToFileURL(resolve(script)).href);
} else if (existsSync(installed)) {
  console.error(insteadOf(machine));
  const child = spawn(installed, [script, ...args], { stdio: 'inherit' });
  // Ctrl-C reaches the child by itself, which may want some time to stop.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('close', (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal];
  });
} else {
  console.error(nodeComplaint(process.versions.node));
  process.exitCode = 1;
}
