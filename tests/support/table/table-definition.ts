import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../../../lib/app.ts';

interface TableProperties {
  KeySchema: unknown;
  AttributeDefinitions: unknown;
  GlobalSecondaryIndexes: { IndexName: string; KeySchema: unknown; Projection: unknown }[];
  StreamSpecification: { StreamViewType: string };
}

/**
 * Returns the CreateTable input of the table from the synthesised template, so that tests use the deployed
 * keys.
 */
export async function tableDefinition(): Promise<Record<string, unknown>> {
  const emptyAssetDir = mkdtempSync(join(tmpdir(), 'rapport-asset-'));
  const { app } = buildApp({
    validation: false,
    nag: false,
    codeDir: () => emptyAssetDir,
    context: { stage: 'dev' },
  });
  const { template } = app.synth().getStackByName('Rapport-dev-Data') as {
    template: { Resources: Record<string, { Type: string; Properties: unknown }> };
  };
  const table = Object.values(template.Resources).find(({ Type }) => Type === 'AWS::DynamoDB::GlobalTable');
  if (!table) throw new Error('the data stack has no table');
  const { KeySchema, AttributeDefinitions, GlobalSecondaryIndexes, StreamSpecification } =
    table.Properties as TableProperties;
  return {
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema,
    AttributeDefinitions,
    GlobalSecondaryIndexes: GlobalSecondaryIndexes.map(({ IndexName, KeySchema: keySchema, Projection }) => ({
      IndexName,
      KeySchema: keySchema,
      Projection,
    })),
    StreamSpecification: { StreamEnabled: true, StreamViewType: StreamSpecification.StreamViewType },
  };
}
