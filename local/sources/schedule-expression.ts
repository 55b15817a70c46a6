// Calculates the next occurrence of rate(…), cron(…) and at(…) of EventBridge.
import { Cron } from 'croner';
import { Temporal } from 'temporal-polyfill';

export interface Timetable {
  /** Returns the first occurrence after an instant, both in milliseconds; undefined if there is none left. */
  nextAfter(fromMs: number): number | undefined;
}

const unitMs: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/**
 * Parses an expression. Rates count from `startMs`. Throws on an expression that EventBridge would refuse.
 */
export const parseSchedule = (expression: string, timeZone: string, startMs: number): Timetable => {
  const [, kind, inner = ''] = /^(rate|cron|at)\((.*)\)$/.exec(expression.trim()) ?? [];
  if (kind === 'rate') return rate(inner, startMs);
  if (kind === 'cron') return cron(inner, timeZone);
  if (kind === 'at') return once(inner, timeZone);
  throw new Error(`the schedule expression ${expression} is not served here`);
};

const rate = (inner: string, startMs: number): Timetable => {
  const [, count = '', unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(inner.trim()) ?? [];
  const every = Number(count) * (unitMs[unit] ?? 0);
  if (every <= 0) throw new Error(`rate(${inner}) is not a rate`);
  return { nextAfter: (fromMs) => startMs + (Math.floor((fromMs - startMs) / every) + 1) * every };
};

/**
 * Parses a cron expression. EventBridge's fields are minute, hour, day, month, weekday (1 is Sunday) and
 * year; croner also takes seconds first.
 */
const cron = (inner: string, timeZone: string): Timetable => {
  const fields = inner.trim().split(/\s+/);
  if (fields.length !== 6) throw new Error(`cron(${inner}) needs six fields`);
  const steps = fields.map((field, position) =>
    field.replace(/^(\d+)\//, (_whole, start: string) => `${start}-${lastOf(position)}/`),
  );
  const job = new Cron(`0 ${steps.join(' ')}`, {
    timezone: timeZone,
    paused: true,
    alternativeWeekdays: true,
    mode: '7-part',
  });
  return { nextAfter: (fromMs) => job.nextRun(new Date(fromMs))?.getTime() };
};

const lastOf = (position: number): number => [59, 23, 31, 12, 7, 2199][position] ?? 59;

const once = (inner: string, timeZone: string): Timetable => {
  const at = Temporal.PlainDateTime.from(inner.trim()).toZonedDateTime(timeZone).epochMilliseconds;
  return { nextAfter: (fromMs) => (at > fromMs ? at : undefined) };
};
