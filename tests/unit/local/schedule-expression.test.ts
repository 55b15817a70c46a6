import { describe, expect, it } from 'vitest';
import { parseSchedule } from '../../../local/sources/schedule-expression.ts';

const next = (
  expression: string,
  from: string,
  zone = 'UTC',
  start = '2026-11-22T00:00:00Z',
): string | undefined => {
  const found = parseSchedule(expression, zone, Date.parse(start)).nextAfter(Date.parse(from));
  return found === undefined ? undefined : new Date(found).toISOString();
};

describe('schedule expressions', () => {
  it('count a rate from the start, even after a jump over many occurrences', () => {
    expect(next('rate(1 minute)', '2026-11-22T00:00:00Z')).toBe('2026-11-22T00:01:00.000Z');
    expect(next('rate(5 minutes)', '2026-11-22T00:05:00Z')).toBe('2026-11-22T00:10:00.000Z');
    expect(next('rate(1 day)', '2026-12-24T12:00:00Z')).toBe('2026-12-25T00:00:00.000Z');
  });

  it.each([
    ['cron(0 9 * * ? *)', '2026-11-22T08:59:59Z', 'UTC', '2026-11-22T09:00:00.000Z'],
    ['cron(0 9 * * ? *)', '2026-07-01T00:00:00Z', 'Europe/Berlin', '2026-07-01T07:00:00.000Z'],
    ['cron(0 9 * * ? *)', '2026-11-22T00:00:00Z', 'Europe/Berlin', '2026-11-22T08:00:00.000Z'],
    ['cron(0/15 * * * ? *)', '2026-11-22T00:16:00Z', 'UTC', '2026-11-22T00:30:00.000Z'],
    ['cron(0 8 ? * MON-FRI *)', '2026-11-21T10:00:00Z', 'UTC', '2026-11-23T08:00:00.000Z'],
    ['cron(0 8 ? * 2 *)', '2026-11-21T10:00:00Z', 'UTC', '2026-11-23T08:00:00.000Z'],
    ['cron(0 8 L * ? *)', '2026-11-21T10:00:00Z', 'UTC', '2026-11-30T08:00:00.000Z'],
    ['cron(30 1 ? * 2#1 *)', '2026-11-21T10:00:00Z', 'UTC', '2026-12-07T01:30:00.000Z'],
    ['cron(0 0 1 1 ? 2030)', '2026-11-21T10:00:00Z', 'UTC', '2030-01-01T00:00:00.000Z'],
  ])('%s after %s in %s is %s', (expression, from, zone, expected) => {
    expect(next(expression, from, zone)).toBe(expected);
  });

  it('let a single instant happen once', () => {
    expect(next('at(2026-12-24T18:00:00)', '2026-11-22T00:00:00Z', 'Europe/Berlin')).toBe(
      '2026-12-24T17:00:00.000Z',
    );
    expect(next('at(2026-12-24T18:00:00)', '2026-12-24T17:00:00Z', 'Europe/Berlin')).toBeUndefined();
  });

  it.each(['rate(0 minutes)', 'cron(0 9 * * *)', 'every day', 'rate(1 week)'])('reject %s', (expression) => {
    expect(() => next(expression, '2026-11-22T00:00:00Z')).toThrow(
      /is not a rate|needs six fields|is not served here/,
    );
  });
});
