import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const document = readFileSync('docs/security.md', 'utf8');
const named = [...document.matchAll(/`((?:unit|integration|infrastructure|e2e)\/[a-z/-]+)`/g)].map(
  ([, path = '']) => path,
);

describe('docs/security.md', () => {
  it('names a test for each row of the OWASP API Security Top 10', () => {
    const rows = document.split('\n').filter((line) => /^\| (10|\d) [A-Z]/.test(line));
    expect(rows).toHaveLength(10);
    for (const row of rows) expect(row).toMatch(/`(unit|integration|infrastructure|e2e|docs)\//);
  });

  it.each([...new Set(named)])('names %s, which exists', (path) => {
    expect(existsSync(`tests/${path}.test.ts`) || existsSync(`tests/${path}`)).toBe(true);
  });
});
