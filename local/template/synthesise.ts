// Synthesises an application to a cloud assembly in a separate process: the CDK is large and
// only needed for this.
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readAssembly, type StackTemplate } from './assembly.ts';
import { isObject, type JsonObject } from './intrinsics.ts';
import type { Place } from './physical.ts';

export interface AppSource {
  /** The module to run; it must synthesise when it is loaded. */
  app: string;
  context?: Record<string, unknown>;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const ownApp = fileURLToPath(new URL('./synth-app.ts', import.meta.url));

export interface Synthesis {
  /** Resolves with the stacks; call it when the bundles are written. */
  finish(bundleDir?: string): Promise<StackTemplate[]>;
  /** Ends a synthesis that is no longer needed. */
  abandon(): void;
}

/** Synthesises an app, or this repository's with its bundles, into a folder that is kept. */
export const synthesiseTo = async (
  outDir: string,
  place: Omit<Place, 'gatewayUrl'>,
  source: AppSource | { bundleDir: string },
): Promise<void> => {
  if ('app' in source) return endOf(runApp(outDir, place, source));
  const child = runApp(outDir, place);
  child.send(source);
  await endOf(child);
};

/** Starts the synthesis. Without a source it loads this repository's app and waits for its bundles. */
export const startSynthesis = (place: Omit<Place, 'gatewayUrl'>, source?: AppSource): Synthesis => {
  const outDir = mkdtempSync(join(tmpdir(), 'rapport-assembly-'));
  const child = runApp(outDir, place, source);
  const ended = endOf(child);
  ended.catch(() => undefined);
  return {
    finish: async (bundleDir) => {
      try {
        if (source === undefined) child.send({ bundleDir });
        await ended;
        return readAssembly(outDir);
      } finally {
        rmSync(outDir, { recursive: true, force: true });
      }
    },
    abandon: () => {
      child.kill();
      rmSync(outDir, { recursive: true, force: true });
    },
  };
};

/** Runs the app. Assets stay where they are, so that a rebuilt bundle needs no new synthesis. */
const runApp = (outDir: string, place: Omit<Place, 'gatewayUrl'>, source?: AppSource): ChildProcess => {
  const context = { ...cdkContext(), 'aws:cdk:disable-asset-staging': true, ...source?.context };
  return fork(source?.app ?? ownApp, [], {
    cwd: root,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env,
      CDK_OUTDIR: outDir,
      CDK_CONTEXT_JSON: JSON.stringify(context),
      CDK_DEFAULT_ACCOUNT: place.account,
      CDK_DEFAULT_REGION: place.region,
      CDK_VALIDATION: 'false',
      JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION: '1',
    },
  });
};

const endOf = (child: ChildProcess): Promise<void> => {
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`the application could not be synthesised:\n${output.trim()}`));
    });
  });
};

/** Returns the context that the CDK's command line would pass on from cdk.json. */
const cdkContext = (): JsonObject => {
  const file = join(root, 'cdk.json');
  if (!existsSync(file)) return {};
  const settings: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return isObject(settings) && isObject(settings.context) ? settings.context : {};
};
