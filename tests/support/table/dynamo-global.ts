// Starts DynamoDB Local for the integration tests, one per worker, and provides the table definition of the
// template.
import { DeleteTableCommand, DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb';
import type { TestProject } from 'vitest/node';
import { launchDatabase } from '../../../local/dynamo/launch-database.ts';
import { tableDefinition } from './table-definition.ts';

/** Limited because each database takes up to half a gigabyte. */
const MAX_DATABASES = 4;

export default async function setup(project: TestProject) {
  const count = process.env.DYNAMODB_ENDPOINT ? 1 : Math.min(MAX_DATABASES, project.config.maxWorkers);
  const databases = await Promise.all(Array.from({ length: count }, () => launchDatabase()));
  const [definition] = await Promise.all([
    tableDefinition(),
    ...databases.map((database) => database.ready()),
  ]);
  const endpoints = databases.map(({ endpoint }) => endpoint);
  const prefix = `test-${process.pid}-`;
  project.provide('dynamo', { endpoints, definition, prefix });
  return async () => {
    if (process.env.DYNAMODB_ENDPOINT) await deleteTables(process.env.DYNAMODB_ENDPOINT, prefix);
    await Promise.all(databases.map((database) => database.stop()));
  };
}

/** Deletes the tables of this run from a database that keeps running. */
async function deleteTables(endpoint: string, prefix: string): Promise<void> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint, region: 'eu-central-1', credentials });
  for await (const { TableNames = [] } of paginateListTables({ client }, {}))
    for (const TableName of TableNames.filter((name) => name.startsWith(prefix)))
      await client.send(new DeleteTableCommand({ TableName }));
}

declare module 'vitest' {
  interface ProvidedContext {
    dynamo: { endpoints: string[]; definition: Record<string, unknown>; prefix: string };
  }
}
