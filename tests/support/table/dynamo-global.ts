// DynamoDB Local for the integration tests, one for each worker, and the table's definition as the template has it.
import type { TestProject } from 'vitest/node';
import { launchDatabase } from '../../../local/dynamo/launch-database.ts';
import { tableDefinition } from './table-definition.ts';

/** Each takes up to half a gigabyte. */
const MOST = 4;

export default async function setup(project: TestProject) {
  const count = process.env.DYNAMODB_ENDPOINT ? 1 : Math.min(MOST, project.config.maxWorkers);
  const databases = await Promise.all(Array.from({ length: count }, () => launchDatabase()));
  const [definition] = await Promise.all([
    tableDefinition(),
    ...databases.map((database) => database.ready()),
  ]);
  project.provide('dynamo', { endpoints: databases.map(({ endpoint }) => endpoint), definition });
  return () => Promise.all(databases.map((database) => database.stop()));
}

declare module 'vitest' {
  interface ProvidedContext {
    dynamo: { endpoints: string[]; definition: Record<string, unknown> };
  }
}
