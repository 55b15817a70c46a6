// One DynamoDB Local for the integration tests, and the table's definition as the template has it.
import type { TestProject } from 'vitest/node';
import { launchDatabase } from '../../../local/dynamo/launch-database.ts';
import { tableDefinition } from './table-definition.ts';

export default async function setup(project: TestProject) {
  const database = await launchDatabase(undefined, 'minutes');
  const [definition] = await Promise.all([tableDefinition(), database.ready()]);
  project.provide('dynamo', { endpoint: database.endpoint, definition });
  return () => database.stop();
}

declare module 'vitest' {
  interface ProvidedContext {
    dynamo: { endpoint: string; definition: Record<string, unknown> };
  }
}
