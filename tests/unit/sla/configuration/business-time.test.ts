import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { addBusinessMs, businessMs } from '../../../../functions/sla/configuration/business-time.ts';
import {
  type BusinessHours,
  type Interval,
  weekdays,
} from '../../../../functions/sla/configuration/schedule.ts';
import { scheduleWith } from '../../../support/sla/sla.ts';

const HOUR = 3_600_000;
const at = (time: string) => Date.parse(time);
const hours = (schedule: BusinessHours, from: string, to: string) =>
  businessMs(schedule, at(from), at(to)) / HOUR;
const after = (schedule: BusinessHours, from: string, count: number) => {
  const found = addBusinessMs(schedule, at(from), count * HOUR);
  return found === undefined ? undefined : new Date(found).toISOString().slice(0, 16);
};
const everyDay = (...intervals: Interval[]) =>
  Object.fromEntries(weekdays.map((name) => [name, intervals])) as Record<
    (typeof weekdays)[number],
    Interval[]
  >;

const berlin = scheduleWith();

describe('business time', () => {
  it('counts the opening hours of a day up to its last minute and not beyond', () => {
    expect(hours(berlin, '2026-03-10T08:00Z', '2026-03-10T16:00Z')).toBe(8);
    expect(hours(berlin, '2026-03-10T00:00Z', '2026-03-11T00:00Z')).toBe(8);
    expect(hours(berlin, '2026-03-10T15:59Z', '2026-03-10T23:00Z')).toBeCloseTo(1 / 60, 9);
    expect(hours(berlin, '2026-03-10T16:00Z', '2026-03-11T08:00Z')).toBe(0);
  });

  it('counts zero on a weekend and zero when the end is before the start', () => {
    expect(hours(berlin, '2026-03-13T16:00Z', '2026-03-16T08:00Z')).toBe(0);
    expect(hours(berlin, '2026-03-10T12:00Z', '2026-03-09T12:00Z')).toBe(0);
    expect(hours(berlin, '2026-03-10T12:00Z', '2026-03-10T12:00Z')).toBe(0);
  });

  it('counts several intervals of a day and a night that is split at midnight', () => {
    const shop = scheduleWith({
      timeZone: 'UTC',
      hours: {
        monday: [
          { from: '08:00', to: '12:00' },
          { from: '13:00', to: '14:30' },
          { from: '22:00', to: '24:00' },
        ],
        tuesday: [{ from: '00:00', to: '06:00' }],
      },
    });
    expect(hours(shop, '2026-03-09T00:00Z', '2026-03-10T00:00Z')).toBe(7.5);
    expect(hours(shop, '2026-03-09T22:00Z', '2026-03-10T06:00Z')).toBe(8);
  });

  it('counts nothing on a holiday, or the special hours of that day', () => {
    const schedule = scheduleWith({
      holidays: [
        { date: '2026-04-03', name: 'Good Friday' },
        { date: '2026-12-24', name: 'Christmas Eve', hours: [{ from: '09:00', to: '12:00' }] },
        { date: '2026-12-26', name: 'a Saturday that is worked', hours: [{ from: '10:00', to: '11:00' }] },
      ],
    });
    expect(hours(schedule, '2026-04-02T22:00Z', '2026-04-03T22:00Z')).toBe(0);
    expect(hours(schedule, '2026-12-24T00:00Z', '2026-12-24T23:00Z')).toBe(3);
    expect(hours(schedule, '2026-12-24T09:30Z', '2026-12-24T23:00Z')).toBe(1.5);
    expect(hours(schedule, '2026-12-25T23:00Z', '2026-12-26T23:00Z')).toBe(1);
    expect(hours(schedule, '2026-12-01T00:00Z', '2027-01-01T00:00Z')).toBe(23 * 8 - 5 + 1);
  });

  it('ends a holiday at midnight in the time zone of the schedule', () => {
    const holidays = [{ date: '2026-03-10', name: 'closed' }];
    const schedule = scheduleWith({
      timeZone: 'Pacific/Auckland',
      hours: everyDay({ from: '00:00', to: '24:00' }),
      holidays,
    });
    expect(hours(schedule, '2026-03-09T11:00Z', '2026-03-10T11:00Z')).toBe(0);
    expect(hours(schedule, '2026-03-09T10:00Z', '2026-03-10T12:00Z')).toBe(2);
  });
});

describe('business time across a daylight saving change', () => {
  const night = scheduleWith({ hours: everyDay({ from: '01:00', to: '04:00' }) });
  const always = scheduleWith({ hours: everyDay({ from: '00:00', to: '24:00' }) });
  const inside = scheduleWith({ hours: everyDay({ from: '02:15', to: '02:45' }) });

  it('counts 23 hours for the spring day and nothing for the skipped hour', () => {
    expect(hours(always, '2026-03-28T23:00Z', '2026-03-29T22:00Z')).toBe(23);
    expect(hours(night, '2026-03-28T23:00Z', '2026-03-29T22:00Z')).toBe(2);
    expect(hours(inside, '2026-03-28T23:00Z', '2026-03-29T22:00Z')).toBe(0);
  });

  it('counts 25 hours for the autumn day and the repeated hour twice', () => {
    expect(hours(always, '2026-10-24T22:00Z', '2026-10-25T23:00Z')).toBe(25);
    expect(hours(night, '2026-10-24T22:00Z', '2026-10-25T23:00Z')).toBe(4);
    expect(hours(inside, '2026-10-24T22:00Z', '2026-10-25T23:00Z')).toBe(1);
    expect(hours(inside, '2026-10-25T00:45Z', '2026-10-25T01:15Z')).toBe(0);
  });

  it('handles a zone that skips midnight and a zone that shifts by half an hour', () => {
    const santiago = { ...always, timeZone: 'America/Santiago' };
    expect(hours(santiago, '2026-09-06T04:00Z', '2026-09-07T03:00Z')).toBe(23);
    const lordHowe = scheduleWith({
      timeZone: 'Australia/Lord_Howe',
      hours: everyDay({ from: '01:00', to: '03:00' }),
    });
    expect(hours(lordHowe, '2026-10-03T13:00Z', '2026-10-04T13:00Z')).toBe(1.5);
    expect(hours(lordHowe, '2026-04-04T13:00Z', '2026-04-05T13:00Z')).toBe(2.5);
  });

  it('does not shift office hours: nine o’clock stays nine o’clock before and after the change', () => {
    expect(hours(berlin, '2026-03-27T16:00Z', '2026-03-30T07:00Z')).toBe(0);
    expect(hours(berlin, '2026-03-27T15:00Z', '2026-03-30T08:00Z')).toBe(2);
    expect(after(berlin, '2026-03-27T15:00Z', 2)).toBe('2026-03-30T08:00');
    expect(after(berlin, '2026-10-23T14:00Z', 2)).toBe('2026-10-26T09:00');
  });
});

describe('adding business time', () => {
  it('ends at closing time when the time just fits, and continues the next day when it does not', () => {
    expect(after(berlin, '2026-03-13T15:00Z', 1)).toBe('2026-03-13T16:00');
    expect(after(berlin, '2026-03-13T15:00Z', 1.5)).toBe('2026-03-16T08:30');
    expect(after(berlin, '2026-03-14T12:00Z', 8)).toBe('2026-03-16T16:00');
    expect(after(berlin, '2026-03-14T12:00Z', 0)).toBe('2026-03-14T12:00');
  });

  it('skips holidays', () => {
    const easter = scheduleWith({
      holidays: ['2026-04-03', '2026-04-06'].map((date) => ({ date, name: 'Easter' })),
    });
    expect(after(easter, '2026-04-02T14:00Z', 1.5)).toBe('2026-04-07T07:30');
  });

  it('finds a moment that is years away and gives up after fifty years', () => {
    const weekly = scheduleWith({ hours: { ...everyDay(), monday: [{ from: '09:00', to: '10:00' }] } });
    expect(after(weekly, '2026-03-09T08:00Z', 2600)).toBe('2075-12-30T09:00');
    expect(after(weekly, '2026-03-09T08:00Z', 2700)).toBeUndefined();
  });
});

/** Counts business time minute by minute with `Intl.DateTimeFormat`, as a reference. */
function countByMinute(schedule: BusinessHours, from: number, to: number): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: schedule.timeZone,
    weekday: 'long',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  let minutes = 0;
  for (let moment = from; moment < to; moment += 60_000) {
    const parts = Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
    const holiday = schedule.holidays.find(
      ({ date }) => date === `${parts.year}-${parts.month}-${parts.day}`,
    );
    const weekday = String(parts.weekday).toLowerCase() as (typeof weekdays)[number];
    const open = holiday ? (holiday.hours ?? []) : schedule.hours[weekday];
    const time = `${parts.hour}:${parts.minute}`;
    if (open.some((interval) => interval.from <= time && time < interval.to)) minutes += 1;
  }
  return minutes * 60_000;
}

const time = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const intervals = fc
  .uniqueArray(fc.integer({ min: 0, max: 48 }), { maxLength: 6 })
  .map((marks) => marks.toSorted((a, b) => a - b).map((mark) => time(mark * 30)))
  .map((marks) =>
    marks.flatMap((from, index) =>
      index % 2 === 0 && marks[index + 1] ? [{ from, to: String(marks[index + 1]) }] : [],
    ),
  );
const schedules = fc.record({
  timeZone: fc.constantFrom(
    'Europe/Berlin',
    'America/New_York',
    'America/Santiago',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Africa/Casablanca',
    'UTC',
  ),
  hours: fc.record(
    Object.fromEntries(weekdays.map((name) => [name, intervals])) as Record<
      (typeof weekdays)[number],
      typeof intervals
    >,
  ),
  holidays: fc.uniqueArray(
    fc.record({
      date: fc.constantFrom(
        '2026-03-28',
        '2026-03-29',
        '2026-03-30',
        '2026-04-05',
        '2026-10-25',
        '2026-11-01',
      ),
      name: fc.constant('day'),
      hours: fc.option(intervals, { nil: undefined }),
    }),
    { selector: ({ date }) => date, maxLength: 3 },
  ),
});
/** Generates moments around daylight saving changes, to the millisecond. */
const moments = fc
  .tuple(
    fc
      .constantFrom(
        '2026-03-08',
        '2026-03-29',
        '2026-04-05',
        '2026-09-06',
        '2026-10-04',
        '2026-10-25',
        '2026-11-01',
      )
      .map(at),
    fc.integer({ min: -3 * 86_400_000, max: 3 * 86_400_000 }),
  )
  .map(([day, ms]) => day + ms);

describe('business time of any schedule', () => {
  it('equals a count of open minutes by the wall clock', () => {
    fc.assert(
      fc.property(schedules, moments, fc.integer({ min: 0, max: 3 * 1440 }), (schedule, moment, minutes) => {
        const from = Math.floor(moment / 60_000) * 60_000;
        const to = from + minutes * 60_000;
        expect(businessMs(schedule as BusinessHours, from, to)).toBe(
          countByMinute(schedule as BusinessHours, from, to),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('adds up over any moment in between, never shrinks and never exceeds calendar time', () => {
    fc.assert(
      fc.property(schedules, fc.tuple(moments, moments, moments), (schedule, times) => {
        const [a = 0, b = 0, c = 0] = times.toSorted((x, y) => x - y);
        const of = (from: number, to: number) => businessMs(schedule, from, to);
        expect(of(a, b) + of(b, c)).toBe(of(a, c));
        expect(of(a, b)).toBeGreaterThanOrEqual(0);
        expect(of(a, b)).toBeLessThanOrEqual(b - a);
      }),
      { numRuns: 500 },
    );
  });

  it('is inverted by addBusinessMs, which returns the earliest moment at which the time has passed', () => {
    fc.assert(
      fc.property(schedules, moments, fc.integer({ min: 1, max: 400 * HOUR }), (schedule, from, ms) => {
        fc.pre(weekdays.some((name) => schedule.hours[name].length > 0));
        const end = addBusinessMs(schedule, from, ms);
        expect(businessMs(schedule as BusinessHours, from, end ?? 0)).toBe(ms);
        expect(businessMs(schedule as BusinessHours, from, (end ?? 0) - 1)).toBe(ms - 1);
      }),
      { numRuns: 300 },
    );
  });

  it('takes a few steps per year, not one per day, over many years', () => {
    /** Counts the steps: each one begins by reading the year of its moment. */
    const steps = (work: () => unknown) => {
      const years = vi.spyOn(Date.prototype, 'getUTCFullYear');
      work();
      const { length } = years.mock.calls;
      years.mockRestore();
      return length;
    };
    const over = (years: number) =>
      steps(() => businessMs(berlin, at('2026-01-01'), at(`${2026 + years}-01-01`)));
    expect(over(25)).toBeGreaterThanOrEqual(25);
    expect(over(50)).toBeLessThanOrEqual(50 * 5);
    // About 6 years, halved down to a millisecond: at most 40 evaluations.
    const added = steps(() => addBusinessMs(berlin, at('2026-01-01'), 2000 * 8 * HOUR));
    expect(added).toBeLessThanOrEqual(2 * 40 * 12 * 5);
  });
});
