import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const documents = globSync(['*.md', 'docs/**/*.md', '.github/**/*.md'], { cwd: root });

/**
 * Returns links within the repository, without the anchor; ignores the example in the
 * template of decision records.
 */
const linksIn = (document: string) =>
  [...readFileSync(join(root, document), 'utf8').matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^(https?|mailto):/.test(link) && link !== 'link');

it.each(documents)('%s links only to files that exist', (document) => {
  const missing = linksIn(document).filter((link) => !existsSync(join(root, dirname(document), link)));
  expect(missing).toEqual([]);
});
