// Planned presence: the weekly hours of an agent in their own time zone, and days with different hours. Pure.
// Uses Temporal's functional form, of which the bundler leaves out what is not called.
import * as Instant from 'temporal-polyfill/fns/Instant';
import * as PlainDate from 'temporal-polyfill/fns/PlainDate';
import * as PlainTime from 'temporal-polyfill/fns/PlainTime';
import * as ZonedDateTime from 'temporal-polyfill/fns/ZonedDateTime';
import * as z from 'zod/mini';
import { date, timeZone } from '../../platform/contract/fields.ts';

const time = () => z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 09:00'));
const endTime = () =>
  z.string().check(z.regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time such as 17:30, or 24:00'));

const hours = { from: time(), to: endTime() };
const inOrder = z.refine<{ from: string; to: string }>(
  ({ from, to }) => from < to,
  'must start before it ends',
);
const IntervalSchema = z.strictObject(hours).check(inOrder);

/** A night shift is entered as two: until 24:00, and from 00:00 of the next day. */
export const ShiftsSchema = z.strictObject({
  timeZone: timeZone(),
  weekly: z
    .array(
      z
        .strictObject({
          /** 1 Monday to 7 Sunday. */ day: z.int().check(z.minimum(1), z.maximum(7)),
          ...hours,
        })
        .check(inOrder),
    )
    .check(z.maxLength(50)),
  /** Days with different hours; an empty list makes the day free. */
  exceptions: z._default(
    z
      .array(z.strictObject({ date: date(), hours: z.array(IntervalSchema).check(z.maxLength(10)) }))
      .check(z.maxLength(200)),
    [],
  ),
});
export type Shifts = z.output<typeof ShiftsSchema>;

export interface ShiftChange {
  at: string;
  presence: 'online' | 'offline';
}

/** A plan without a start or end in this many days has no next change. */
const LOOK_AHEAD_DAYS = 370;

/**
 * Returns the first start or end of a shift after an instant; undefined when there is none within 370 days. A
 * shift that ends when another starts, as at midnight, causes no change. A wall-clock time that the change to
 * summer time skips moves forward by the skipped span; a repeated one means its first occurrence.
 */
export function nextShiftChange(shifts: Shifts, after: Date): ShiftChange | undefined {
  const from = Instant.toZonedDateTimeISO(Instant.fromEpochMilliseconds(after.getTime()), shifts.timeZone);
  const yesterday = PlainDate.subtractDays(ZonedDateTime.toPlainDate(from), 1);
  for (let ahead = 0; ahead <= LOOK_AHEAD_DAYS; ahead += 1) {
    const day = PlainDate.addDays(yesterday, ahead);
    const around = [-1, 0, 1].flatMap((offset) => spansOf(shifts, PlainDate.addDays(day, offset)));
    const working = (at: number) => around.some((span) => span.from <= at && at < span.to);
    const at = spansOf(shifts, day)
      .flatMap((span) => [span.from, span.to])
      .toSorted((a, b) => a - b)
      .find((moment) => moment > after.getTime() && working(moment) !== working(moment - 1));
    if (at !== undefined)
      return { at: new Date(at).toISOString(), presence: working(at) ? 'online' : 'offline' };
  }
  return undefined;
}

/** Returns the hours of a day as milliseconds since 1970. */
function spansOf({ weekly, exceptions, timeZone }: Shifts, day: PlainDate.Record) {
  const exception = exceptions.find((one) => one.date === PlainDate.toString(day));
  const hours = exception?.hours ?? weekly.filter((one) => one.day === PlainDate.dayOfWeek(day));
  return hours.map(({ from, to }) => ({
    from: instantOf(day, from, timeZone),
    to: instantOf(day, to, timeZone),
  }));
}

function instantOf(day: PlainDate.Record, wallClock: string, timeZone: string): number {
  const [date, time] = wallClock === '24:00' ? [PlainDate.addDays(day, 1), '00:00'] : [day, wallClock];
  const plainTime = PlainTime.fromString(time);
  return ZonedDateTime.toInstant(PlainDate.toZonedDateTime(date, { timeZone, plainTime })).epochMilliseconds;
}
