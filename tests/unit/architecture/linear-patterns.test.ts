// Checks that every regular expression of the functions takes linear time, whatever a mail, a message
// or a request contains.
import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';
import { superlinear } from '../../support/source/linear-pattern.ts';

const root = join(import.meta.dirname, '../../../functions');

/**
 * Patterns that the check rejects and that are harmless, each with the reason why its text is short or
 * how it is split.
 */
const exceptions: Readonly<Record<string, string>> = {
  '(\\w+) ([\\da-f]+)': 'reads our own table, once, at start',
  '0+$': 'reads the digits of a number',
  '[.-]+$': 'reads a name of at most 64 characters',
  '^\\s+at .+:\\d+:\\d+\\)?$': 'reads a stack line, cut to 1,000 characters',
  '^.*?([^/\\s(]+\\/)?([^/\\s(]+:\\d+:\\d+)\\)?$': 'reads a stack line, cut to 1,000 characters',
  '\\{\\{([^{}|]*)(?:\\|([^{}]*))?\\}\\}': 'the bar, which the first cannot match, separates the two',
  '[\\s"\'/]9\\s{0,9}=\\s{0,9}(?:"([^"]*)"|\'([^\']*)\'|([^\\s>]+))':
    'never fails after an equals sign: the last alternative matches what the quotes leave',
};

interface Found {
  place: string;
  source: string;
  flags: string;
}

/** Finds literals and arguments of `new RegExp`: in a template, `9` replaces each placeholder. */
function patternsIn(file: string): Found[] {
  const code = readFileSync(file, 'utf8');
  const found: Found[] = [];
  const add = (start: number, source: string, flags: string) => {
    const line = code.slice(0, start).split('\n').length;
    found.push({ place: `${relative(root, file)}:${line}`, source, flags });
  };
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (typeof node !== 'object' || node === null) return;
    const { type, regex, callee, arguments: given, start } = node as Record<string, never> & Ast;
    if (type === 'Literal' && regex) add(start, regex.pattern, regex.flags);
    if ((type === 'NewExpression' || type === 'CallExpression') && callee?.name === 'RegExp')
      add(start, textOf(given?.[0]), String(given?.[1]?.value ?? ''));
    Object.values(node).forEach(visit);
  };
  visit(parseSync(file, code).program);
  return found;
}

interface Ast {
  type: string;
  start: number;
  regex?: { pattern: string; flags: string };
  callee?: { name?: string };
  arguments?: Template[];
}
interface Template {
  type: string;
  value?: unknown;
  tag?: object;
  quasi?: Template;
  quasis?: { value: { raw: string; cooked: string } }[];
}

function textOf(template: Template | undefined): string {
  const raw = template?.type === 'TaggedTemplateExpression';
  const { type, quasis, value } = (raw ? template?.quasi : template) ?? { type: '' };
  if (type === 'TemplateLiteral' && quasis)
    return quasis.map(({ value: part }) => (raw ? part.raw : part.cooked)).join('9');
  if (typeof value === 'string') return value;
  throw new Error('a pattern is built in a way that this test cannot read: write it as a template');
}

const files = globSync('**/*.ts', { cwd: root }).map((file) => join(root, file));
const patterns = files.flatMap(patternsIn);

describe('the regular expressions of the functions', () => {
  it('are found, including those that are built at run time', () => {
    expect(patterns.length).toBeGreaterThan(150);
    expect(patterns.some(({ place }) => place.startsWith('email/parsing/split-reply.ts'))).toBe(true);
  });

  it('take linear time', () => {
    const dear = patterns.flatMap(({ place, source, flags }) => {
      const why = Object.hasOwn(exceptions, source) ? undefined : superlinear(source, flags);
      return why ? [`${place}: ${why}`] : [];
    });
    expect(dear).toEqual([]);
  });

  it('have no unnecessary exception', () => {
    const refused = patterns.filter(({ source, flags }) => superlinear(source, flags) !== undefined);
    expect(Object.keys(exceptions).filter((source) => !refused.some((one) => one.source === source))).toEqual(
      [],
    );
  });
});

describe('the check', () => {
  for (const [pattern, why] of [
    [/^\s*message-id:/im, 'can begin anywhere'],
    [/\s+$/, 'can begin anywhere'],
    [/(?:a+)+$/, 'is repeated as a whole'],
    [/^(?:\w+\s?)*$/, 'is repeated as a whole'],
    [/^.*foo.*bar/, 'share characters'],
    [/\[[^\]\n]+\]/, 'can begin anywhere'],
    [/<(?:.|\n)*>/, 'can begin anywhere'],
    [/^a*a*$/, 'share characters'],
  ] as const)
    it(`rejects ${pattern}`, () => {
      expect(superlinear(pattern.source, pattern.flags)).toContain(why);
    });

  for (const pattern of [
    /\s+/g,
    /^\s{0,3}>/,
    /<[^<>]+>/,
    /^\d+-\d+$/,
    /\r?\n[ \t]+/g,
    /^(?:a+b|c+d)$/,
    /(a|b){1,40}x/,
  ])
    it(`accepts ${pattern}`, () => {
      expect(superlinear(pattern.source, pattern.flags)).toBeUndefined();
    });
});
