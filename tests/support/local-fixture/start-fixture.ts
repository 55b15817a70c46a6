// Starts the runner on the fixture application and reads its table.
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type AttributeValue, DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { type Rapport, type RapportOptions, startRapport } from '../../../local/start.ts';
import { synthesiseTo } from '../../../local/template/synthesise.ts';

export const fixtureApp = fileURLToPath(new URL('./app.ts', import.meta.url));

/**
 * Returns the fixture's assembly, synthesised once per state of its source; its paths are
 * those of this checkout.
 */
export const fixtureAssembly = async (): Promise<string> => {
  const hash = createHash('sha256')
    .update(fixtureApp)
    .update(readFileSync(fixtureApp))
    .digest('hex')
    .slice(0, 16);
  const directory = join(tmpdir(), `rapport-fixture-${hash}`);
  if (existsSync(directory)) return directory;
  const fresh = mkdtempSync(join(tmpdir(), 'rapport-fixture-new-'));
  await synthesiseTo(fresh, { region: 'eu-west-1', account: '000000000000' }, { app: fixtureApp });
  try {
    renameSync(fresh, directory);
  } catch {
    // Another test file was faster.
    rmSync(fresh, { recursive: true, force: true });
  }
  return directory;
};

export interface Fixture {
  rapport: Rapport;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  json(path: string, init?: RequestInit): Promise<Record<string, unknown>>;
  items(pk: string): Promise<Record<string, AttributeValue>[]>;
  client: DynamoDBClient;
}

export const startFixture = async (options: RapportOptions = {}): Promise<Fixture> => {
  const rapport = await startRapport({
    quiet: true,
    assembly: { directory: await fixtureAssembly() },
    ...options,
  });
  const credentials = { accessKeyId: 'TEST', secretAccessKey: 'test' };
  const client = new DynamoDBClient({
    endpoint: rapport.dynamoEndpoint,
    region: rapport.region,
    credentials,
  });
  const get = (path: string, init?: RequestInit): Promise<Response> =>
    fetch(`${rapport.apiUrl}${path}`, init);
  return {
    rapport,
    client,
    fetch: get,
    json: async (path, init) => (await (await get(path, init)).json()) as Record<string, unknown>,
    items: async (pk) => {
      const values = { ':pk': { S: pk } };
      const command = {
        TableName: rapport.tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: values,
      };
      return (await client.send(new QueryCommand(command))).Items ?? [];
    },
  };
};
