// `npm run rehearse`: deploys the platform to an emulator of AWS, plays the main loop over the deployed API,
// and removes everything again. Exit codes: 0 success, 1 something failed, 75 it cannot run here (Python or
// MiniStack is missing), which is neither.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { openTemporaryFolder } from '../../local/temporary-folder.ts';
import { killAll } from '../support/run-command.ts';
import { Unavailable } from '../support/unavailable.ts';
import { cdkAgainst, KEYS, REGION } from './cdk.ts';
import { type CustomerIssuer, startCustomerIssuer } from './customer-issuer.ts';
import { apiClient } from './http-client.ts';
import { playMainLoop } from './main-loop.ts';
import { installMiniStack, type MiniStack, startMiniStack } from './ministack.ts';
import { signIn, signInMachine } from './staff.ts';

const UNAVAILABLE = 75;
const root = resolve(import.meta.dirname, '../..');
const folder = join(root, '.rapport/rehearsal');

/** Runs one step and prints how long it took. */
async function step<T>(name: string, act: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const result = await act();
  console.log(`ok  ${name} (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
  return result;
}

async function rehearse(): Promise<void> {
  const venv = await step('MiniStack is installed', () =>
    installMiniStack(join(root, '.rapport/ministack-venv')),
  );
  const issuer = await startCustomerIssuer();
  const ministack = await step('MiniStack runs', () => startMiniStack(venv, join(folder, 'ministack.log')));
  try {
    await deployAndPlay(ministack, issuer);
  } finally {
    await issuer.stop();
    await ministack.stop();
  }
}

async function deployAndPlay({ endpoint }: MiniStack, issuer: CustomerIssuer): Promise<void> {
  const cdk = cdkAgainst(endpoint, folder, {
    stage: 'dev',
    customerIssuer: issuer.issuer,
    customerAudience: issuer.audience,
    staffSignIn: 'rehearsal',
    retainData: 'false',
    // MiniStack 1.4.21 has no receipt rules; the bucket is still deployed.
    inboundDomain: 'none',
    // It has no metric filters either.
    logAlarms: 'off',
  });
  await step('cdk bootstrap', cdk.bootstrap);
  const outputs = await step('cdk deploy', cdk.deploy);
  await step('the main loop over the deployed API', () => play(endpoint, outputs, issuer));
  await step('cdk diff finds nothing to change', cdk.diff);
  await step('cdk destroy', cdk.destroy);
  await step('nothing is left', () => nothingIsLeft(endpoint));
}

async function play(
  endpoint: string,
  outputs: Record<string, string>,
  issuer: CustomerIssuer,
): Promise<void> {
  const { ApiUrl = '', StaffPoolId = '', StaffClientId = '', MachineClientId = '' } = outputs;
  const cast = {
    agent: await signIn(endpoint, StaffPoolId, StaffClientId, 'agent'),
    lead: await signIn(endpoint, StaffPoolId, StaffClientId, 'lead'),
    admin: await signIn(endpoint, StaffPoolId, StaffClientId, 'admin'),
    machineToken: await signInMachine(endpoint, StaffPoolId, MachineClientId),
    customerToken: issuer.token,
  };
  await playMainLoop(apiClient(ApiUrl), cast, (line) => console.log(`    ${line}`));
}

async function nothingIsLeft(endpoint: string): Promise<void> {
  const dynamo = new DynamoDBClient({ endpoint, region: REGION, credentials: KEYS });
  const { TableNames = [] } = await dynamo.send(new ListTablesCommand());
  if (TableNames.length > 0) throw new Error(`tables are left behind: ${TableNames.join(', ')}`);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));
process.on('exit', killAll);
openTemporaryFolder();
mkdirSync(folder, { recursive: true });
try {
  await rehearse();
  console.log('The rehearsal went well.');
} catch (error) {
  const unavailable = error instanceof Unavailable;
  console.error(unavailable ? `skipped: ${error.message}` : error);
  if (!unavailable) console.error(`MiniStack’s log: ${join(folder, 'ministack.log')}`);
  process.exitCode = unavailable ? UNAVAILABLE : 1;
}
