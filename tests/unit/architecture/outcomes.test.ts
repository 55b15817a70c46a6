import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const sources = globSync('functions/**/*.ts').filter((file) => !file.startsWith('functions/platform/table/'));

/** Every function that returns the outcome of a commit, by its declared return type. */
const DECLARED =
  /(?:function (\w+)|const (\w+) =)(?:(?!\bfunction\b|\nconst |\nexport )[\s\S]){0,400}?\): Promise<Outcome</g;
const returning = new Set(
  sources.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(DECLARED)].map(([, first, second]) => first ?? second ?? ''),
  ),
);

/** Matches a statement that commits and drops the outcome: its refusal would be lost silently. */
const DROPPED = new RegExp(
  String.raw`^\s*(?:(?:await |void )?(?:commit\w*|retryOnStale)|(?:await |void )(?:${[...returning].join('|')}))(?:<[^>]*>)?\(`,
);

const droppedIn = (file: string) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => (DROPPED.test(line) ? [`${file}:${index + 1}`] : []));

/**
 * Returns true for a line that begins with a commit because it is an argument or a branch of an expression.
 */
const isArgument = (place: string) => {
  const [file = '', line = ''] = place.split(':');
  const before = readFileSync(file, 'utf8').split('\n')[Number(line) - 2]?.trimEnd() ?? '';
  return /(?:[(,?:]|=>|return|=)$/.test(before);
};

describe('the outcome of a commit', () => {
  it('is never dropped: it is returned, required or examined', () => {
    expect(sources.length).toBeGreaterThan(300);
    expect(returning.size).toBeGreaterThan(20);
    expect(sources.flatMap(droppedIn).filter((place) => !isArgument(place))).toEqual([]);
  });

  it.each([
    ['  await commit(table, context, { writes });', true],
    ['  commit(table, context, { writes });', true],
    ['  await retryOnStale<string>(() => attempt());', true],
    ['  await requireApplied(commit(table, context, { writes }));', false],
    ['  const outcome = await commit(table, context, { writes });', false],
    ['  return commit(table, context, { writes });', false],
  ])('is noticed when it is dropped: %s', (line, expected) => {
    expect(DROPPED.test(line)).toBe(expected);
  });
});
