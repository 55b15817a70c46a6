// Business hours: the schedules that leads define.

import * as z from 'zod/mini';
import { date, storedInstant, text, timeZone, version } from '../../platform/contract/fields.ts';
import { configName } from '../../platform/contract/values.ts';

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type Weekday = (typeof weekdays)[number];

const clockTime = () =>
  z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 09:00'));

/**
 * A half-open interval of the day; `24:00` is the end of the day. Opening hours over midnight are split
 * there.
 */
export const OpeningHoursSchema = z.strictObject({
  from: clockTime(),
  to: z
    .string()
    .check(z.regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time such as 17:30, or 24:00')),
});
export type Interval = z.output<typeof OpeningHoursSchema>;

/** Accepts the intervals of one day, in order and without overlap. */
const intervals = () =>
  z.array(OpeningHoursSchema).check(
    z.maxLength(12),
    z.refine(
      (day) => day.every(({ from, to }, at) => from < to && (day[at - 1]?.to ?? '') <= from),
      'must be in order, must not overlap, and must each end after they start',
    ),
  );

const day = z._default(intervals(), []);
export const WeeklyHoursSchema = z
  .strictObject({
    monday: day,
    tuesday: day,
    wednesday: day,
    thursday: day,
    friday: day,
    saturday: day,
    sunday: day,
  })
  .check(
    z.refine(
      (week) => weekdays.some((name) => week[name].length > 0),
      'must have opening hours on at least one day',
    ),
  );

export const HolidaySchema = z.strictObject({
  date: date(),
  name: text(100),
  /** The opening hours that replace those of the weekday; without them the day is closed. */
  hours: z.optional(intervals()),
});

export const scheduleId = () => configName();

const facts = {
  name: text(100),
  timeZone: timeZone(),
  hours: WeeklyHoursSchema,
  holidays: z._default(
    z.array(HolidaySchema).check(
      z.maxLength(150),
      z.refine(
        (days) => new Set(days.map((day) => day.date)).size === days.length,
        'must name each date once',
      ),
    ),
    [],
  ),
};

export const PutScheduleRequestSchema = z.strictObject(facts);
export type PutScheduleRequest = z.output<typeof PutScheduleRequestSchema>;

export const ScheduleSchema = z.object({
  id: scheduleId(),
  version: version(),
  ...facts,
  updatedAt: storedInstant(),
});
export type Schedule = z.output<typeof ScheduleSchema>;

/** The part of a schedule from which business time is computed. */
export type BusinessHours = Pick<Schedule, 'timeZone' | 'hours' | 'holidays'>;
