// `npm run openapi`: writes docs/openapi.json from the route table. A test fails when the file is not what this makes.
import { readFileSync, writeFileSync } from 'node:fs';
import { routeTable } from '../../functions/capabilities.ts';
import { openApiDocument } from '../../functions/platform/contract/openapi.ts';

const root = new URL('../../', import.meta.url);

/** The text of docs/openapi.json for the routes as they are. */
export function openApiText(): string {
  const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string };
  return `${JSON.stringify(openApiDocument(routeTable, version), null, 2)}\n`;
}

if (import.meta.main) writeFileSync(new URL('docs/openapi.json', root), openApiText());
