import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** A statement that commits and drops the outcome: a refusal in it would be lost without a trace. */
const DROPPED = /^\s*(?:await |void )?(?:commit\w*|retryOnStale|retryAssignment)(?:<[^>]*>)?\(/;

const droppedIn = (file: string) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => (DROPPED.test(line) ? [`${file}:${index + 1}`] : []));

/** Lines that begin with a commit because they are an argument or a branch of an expression, by what stands before them. */
const isArgument = (place: string) => {
  const [file = '', line = ''] = place.split(':');
  const before = readFileSync(file, 'utf8').split('\n')[Number(line) - 2]?.trimEnd() ?? '';
  return /(?:[(,?:]|=>|return|=)$/.test(before);
};

describe('the outcome of a commit', () => {
  it('is never dropped: it is returned, required or looked at', () => {
    const files = globSync('functions/**/*.ts').filter(
      (file) => !file.startsWith('functions/platform/table/'),
    );
    expect(files.length).toBeGreaterThan(300);
    expect(files.flatMap(droppedIn).filter((place) => !isArgument(place))).toEqual([]);
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
