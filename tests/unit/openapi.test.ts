import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openApi, openApiText } from '../../tools/openapi/write-openapi.ts';

it('docs/openapi.json is what the route table says (npm run openapi)', () => {
  expect(readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8')).toBe(openApiText());
});

it('every operation says that a call around the stage’s domain is refused', () => {
  const { paths, components } = openApi() as unknown as {
    paths: Record<
      string,
      Record<string, { responses: Record<string, { description?: string } | undefined> }>
    >;
    components: { responses: Record<string, { description: string }> };
  };
  const usual = components.responses.Forbidden?.description;
  const operations = Object.values(paths).flatMap((path) => Object.values(path));
  expect(operations.length).toBeGreaterThan(100);
  for (const { responses } of operations) {
    expect(responses[403]?.description ?? usual).toContain('`request.direct_call`');
  }
});
