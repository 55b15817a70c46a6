// Runs the CDK command line against MiniStack, without the caller's AWS configuration: it
// cannot reach an account.
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runCommand } from '../support/run-command.ts';
import { startStackNameProxy } from './stack-name-proxy.ts';

export const REGION = 'us-east-1';
const ACCOUNT = '000000000000';
/** MiniStack accepts any key. */
export const KEYS = { accessKeyId: 'rehearsal', secretAccessKey: 'rehearsal' };

const root = resolve(import.meta.dirname, '../..');

export interface Cdk {
  bootstrap: () => Promise<void>;
  /** Deploys both stacks and returns the outputs of the app stack. */
  deploy: () => Promise<Record<string, string>>;
  /** Throws if the deployed stacks differ from the code. */
  diff: () => Promise<void>;
  destroy: () => Promise<void>;
}

/**
 * Returns the commands. `folder` receives the cloud assembly and the outputs; `context` is
 * passed as with `-c`.
 */
export function cdkAgainst(endpoint: string, folder: string, context: Record<string, string>): Cdk {
  const outputs = join(folder, 'outputs.json');
  const settings = Object.entries(context).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    TMPDIR: tmpdir(),
    AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
    AWS_REGION: REGION,
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
  };
  const cli = join(root, 'node_modules/aws-cdk/bin/cdk');
  const assembly = join(folder, 'cdk.out');
  const cdk = async (args: string[], cwd = root, at = endpoint): Promise<void> => {
    const options = { cwd, env: { ...env, AWS_ENDPOINT_URL: at } };
    const { code, output } = await runCommand(process.execPath, [cli, ...args, '--no-notices'], options);
    if (code !== 0) throw new Error(`cdk ${args[0]} ended with code ${code}:\n${lastLines(output)}`);
  };
  /** Synthesises first, as any `cdk deploy` does. */
  const fresh = ['--all', '--output', assembly, ...settings];
  return {
    // Runs in a folder without cdk.json: preparing an account needs no app.
    bootstrap: () => cdk(['bootstrap', `aws://${ACCOUNT}/${REGION}`], folder),
    deploy: async () => {
      await cdk(['deploy', ...fresh, '--require-approval', 'never', '--outputs-file', outputs]);
      return appOutputs(outputs);
    },
    diff: () => cdk(['diff', ...fresh, '--fail', '--no-validation']),
    destroy: async () => {
      const proxy = await startStackNameProxy(endpoint);
      try {
        await cdk(['destroy', '--all', '--force', '--app', assembly], root, proxy.endpoint);
      } finally {
        await proxy.stop();
      }
    },
  };
}

function appOutputs(file: string): Record<string, string> {
  const stacks = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>>;
  const found = Object.values(stacks).find((outputs) => 'ApiUrl' in outputs);
  if (found === undefined) throw new Error('the deployment has no output ApiUrl');
  return found;
}

const lastLines = (output: string): string => output.trimEnd().split('\n').slice(-40).join('\n');
