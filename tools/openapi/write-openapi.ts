// `npm run openapi`: writes docs/openapi.json from the route table. A test fails if the file
// differs from the output.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { errorCatalogue, routeTable } from '../../functions/capabilities.ts';
import { openApiDocument } from '../../functions/platform/contract/openapi.ts';
import type { Schema } from '../../functions/platform/contract/route.ts';

const root = new URL('../../', import.meta.url);

/**
 * Names each schema after the export that holds it: `CustomerSchema` is `Customer` in the document. Functions
 * need no registry for it at run time.
 */
async function exportedSchemas(): Promise<ReadonlyMap<Schema, string>> {
  const files = globSync('functions/**/*.ts', { cwd: root }).filter((file) =>
    /^export const \w+Schema\b/m.test(readFileSync(new URL(file, root), 'utf8')),
  );
  const modules = await Promise.all(
    files.map((file) => import(new URL(file, root).href) as Promise<Record<string, unknown>>),
  );
  return new Map(
    modules.flatMap((module) =>
      Object.entries(module)
        .filter(([name]) => name.endsWith('Schema'))
        .map(([name, schema]) => [schema as Schema, name.slice(0, -'Schema'.length)] as const),
    ),
  );
}

const names = await exportedSchemas();

/** Returns the OpenAPI document of the current routes. */
export function openApi() {
  const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string };
  return openApiDocument(routeTable, errorCatalogue, version, names);
}

/** Returns the text of docs/openapi.json for the current routes. */
export const openApiText = (): string => `${JSON.stringify(openApi(), null, 2)}\n`;

if (process.argv[1] === import.meta.filename)
  writeFileSync(new URL('docs/openapi.json', root), openApiText());
