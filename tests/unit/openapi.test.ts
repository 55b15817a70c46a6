import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openApiText } from '../../local/openapi.ts';

it('docs/openapi.json is what the route table says (npm run openapi)', () => {
  expect(readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8')).toBe(openApiText());
});
