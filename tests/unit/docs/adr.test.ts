import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../../../docs/adr');
const names = readdirSync(folder).filter((name) => /^\d{4}-/.test(name));
const textOf = (name: string) => readFileSync(join(folder, name), 'utf8');

const head =
  /^# (?<number>\d+)\. (?<title>.+)\n\n- Status: (?<status>[^]+?)\n- Date: (?<date>20\d\d-\d\d-\d\d)\n\n## /;
const headOf = (name: string) => head.exec(textOf(name))?.groups ?? {};

/** Returns the sections by heading, without the blank lines around them. */
const sectionsOf = (text: string) =>
  text
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [heading = '', ...lines] = section.split('\n');
      return { heading, content: lines.join('\n').trim() };
    });

describe.each(names)('the decision record %s', (name) => {
  it('begins with its number, title, status and date', () => {
    const { number, status } = headOf(name);
    expect(Number(number)).toBe(Number(name.slice(0, 4)));
    expect(status).toMatch(/^(proposed|accepted|replaced)\b/);
  });

  it('has the sections of the template, in order, none of them empty', () => {
    const sections = sectionsOf(textOf(name));
    expect(sections.map(({ heading }) => heading)).toEqual(
      sectionsOf(textOf('template.md')).map(({ heading }) => heading),
    );
    expect(sections.filter(({ content }) => content === '')).toEqual([]);
  });

  it('fits on a page', () => {
    const lines = textOf(name).split('\n');
    expect(lines.length).toBeLessThanOrEqual(70);
    // A title is one line and so is a table row; both may be longer than text.
    expect(lines.filter((line) => line.length > 110 && !/^[#|]/.test(line))).toEqual([]);
  });
});

it('the index lists every decision record once, in order, with its title and date', () => {
  const rows = textOf('README.md').matchAll(/^\| (\d+) \| \[(.+)\]\((.+)\) \| (\S+) \|$/gm);
  const expected = names.toSorted().map((name) => {
    const { number, title, date } = headOf(name);
    return [number, title, name, date];
  });
  expect([...rows].map((row) => row.slice(1))).toEqual(expected);
});
