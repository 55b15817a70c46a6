// Business time, pure: a moment counts when the wall clock of the schedule's zone shows a time inside the
// opening hours of its date. An hour that is skipped in spring therefore counts as nothing, one that is
// repeated in autumn twice.
import * as Instant from 'temporal-polyfill/fns/Instant';
import * as ZonedDateTime from 'temporal-polyfill/fns/ZonedDateTime';
import { DAY_MS, MINUTE_MS } from '../../platform/clock.ts';
import { type BusinessHours, type Interval, weekdays } from './schedule.ts';

const WEEK_MS = 7 * DAY_MS;
/** Monday, 5 January 1970. */
const FIRST_MONDAY = 4 * DAY_MS;
/** The search for a deadline ends here: a schedule of a few minutes a week could take centuries. */
const HORIZON_MS = 50 * 366 * DAY_MS;

/**
 * Returns the milliseconds of business time between two moments (epoch milliseconds); 0 when `to` is not
 * later than `from`. The work grows with the years between, not with the days, because between two changes of
 * the offset the week repeats itself.
 */
export function businessMs(hours: BusinessHours, from: number, to: number): number {
  const plan = planOf(hours);
  let sum = 0;
  for (let at = from; at < to; ) {
    const { end, offset } = stretchAt(hours.timeZone, at);
    const until = Math.min(end, to);
    sum += localMs(plan, at + offset, until + offset);
    at = until;
  }
  return sum;
}

/**
 * Returns the earliest moment at which `ms` of business time have passed since `from`; `from` itself for 0.
 * Returns undefined when that is more than fifty years away. Inverts `businessMs` by bisection.
 */
export function addBusinessMs(hours: BusinessHours, from: number, ms: number): number | undefined {
  if (ms <= 0) return from;
  let low = 0;
  let high = ms;
  while (businessMs(hours, from, from + high) < ms) {
    if (high >= HORIZON_MS) return undefined;
    low = high;
    high = Math.min(2 * high, HORIZON_MS);
  }
  while (high - low > 1) {
    const middle = low + Math.floor((high - low) / 2);
    if (businessMs(hours, from, from + middle) < ms) low = middle;
    else high = middle;
  }
  return from + high;
}

/** A span in milliseconds since midnight, or since midnight on Monday. */
interface Span {
  start: number;
  end: number;
}

interface Plan {
  week: Span[];
  weekMs: number;
  /** `start` is the local midnight at the beginning of the day. */
  holidays: { start: number; openings: Span[] }[];
}

const plans = new WeakMap<BusinessHours, Plan>();

function planOf(hours: BusinessHours): Plan {
  const known = plans.get(hours);
  if (known) return known;
  const week = weekdays.flatMap((name, index) => hours.hours[name].map((one) => spanOf(one, index * DAY_MS)));
  const plan = {
    week,
    weekMs: week.reduce((sum, { start, end }) => sum + end - start, 0),
    holidays: hours.holidays.map((holiday) => ({
      start: Date.parse(holiday.date),
      openings: (holiday.hours ?? []).map((one) => spanOf(one, 0)),
    })),
  };
  plans.set(hours, plan);
  return plan;
}

function spanOf({ from, to }: Interval, after: number): Span {
  return { start: after + msOfDay(from), end: after + msOfDay(to) };
}

function msOfDay(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return (hour * 60 + minute) * MINUTE_MS;
}

/**
 * Returns the business time between two wall-clock times, read as UTC, with no change of the offset between
 * them.
 */
function localMs(plan: Plan, from: number, to: number): number {
  let sum = regularMs(plan, to) - regularMs(plan, from);
  for (const { start, openings } of plan.holidays) {
    const low = Math.max(from, start);
    const high = Math.min(to, start + DAY_MS);
    if (low >= high) continue;
    sum += overlapMs(openings, low - start, high - start) - (regularMs(plan, high) - regularMs(plan, low));
  }
  return sum;
}

/** Returns the business time from the first Monday up to `local`, without holidays. */
function regularMs({ week, weekMs }: Plan, local: number): number {
  const weeks = Math.floor((local - FIRST_MONDAY) / WEEK_MS);
  return weeks * weekMs + overlapMs(week, 0, local - FIRST_MONDAY - weeks * WEEK_MS);
}

const overlapMs = (spans: readonly Span[], from: number, to: number): number =>
  spans.reduce((sum, { start, end }) => sum + Math.max(0, Math.min(end, to) - Math.max(start, from)), 0);

/** A part of a year in which the offset does not change. */
interface Stretch {
  end: number;
  offset: number;
}

/** Caches the stretches by zone and year, as the time zone database of this process has them. */
const years = new Map<string, readonly Stretch[]>();

function stretchAt(timeZone: string, at: number): Stretch {
  const year = new Date(at).getUTCFullYear();
  const key = `${timeZone} ${year}`;
  const known = years.get(key) ?? stretchesOf(timeZone, year);
  years.set(key, known);
  const found = known.find(({ end }) => at < end);
  if (!found) throw new RangeError(`no offset of ${timeZone} is known for ${at}`);
  return found;
}

function stretchesOf(timeZone: string, year: number): Stretch[] {
  const yearEnd = Date.UTC(year + 1, 0);
  const stretches: Stretch[] = [];
  for (let start = Date.UTC(year, 0); start < yearEnd; ) {
    const here = Instant.toZonedDateTimeISO(Instant.fromEpochMilliseconds(start), timeZone);
    const change = ZonedDateTime.getTimeZoneTransition(here, 'next');
    const end = Math.min(change?.epochMilliseconds ?? yearEnd, yearEnd);
    stretches.push({ end, offset: Math.round(ZonedDateTime.offsetNanoseconds(here) / 1e6) });
    start = end;
  }
  return stretches;
}

/** Enough days, because a schedule opens at least once a week and has at most 150 holidays. */
const MAX_DAYS = 400;

/**
 * Returns the close of the n-th business day after the day of a moment: the end of the last opening of that
 * day, by the wall clock of the schedule's zone. Days without opening hours are not counted.
 */
export function closeOfBusinessDay(hours: BusinessHours, from: number, days: number): number {
  const plan = planOf(hours);
  const today = Math.floor((from + stretchAt(hours.timeZone, from).offset) / DAY_MS) * DAY_MS;
  let left = days;
  for (let day = 1; day <= MAX_DAYS; day += 1) {
    const midnight = today + day * DAY_MS;
    const end = Math.max(...openingsOf(plan, midnight).map((opening) => opening.end));
    if (end > 0) left -= 1;
    if (left === 0) return atWallClock(hours.timeZone, midnight + end);
  }
  throw new RangeError(`no ${days} business days in ${MAX_DAYS} days`);
}

/** Returns the openings of the day that begins at a local midnight, relative to that midnight. */
function openingsOf({ week, holidays }: Plan, midnight: number): readonly Span[] {
  const holiday = holidays.find(({ start }) => start === midnight);
  if (holiday) return holiday.openings;
  const sinceMonday = (((midnight - FIRST_MONDAY) % WEEK_MS) + WEEK_MS) % WEEK_MS;
  return week
    .map(({ start, end }) => ({ start: start - sinceMonday, end: end - sinceMonday }))
    .filter(({ start }) => start >= 0 && start < DAY_MS);
}

/**
 * Returns the moment at which the wall clock of a zone shows a time; in a skipped hour, the moment after it.
 */
function atWallClock(timeZone: string, local: number): number {
  const guess = local - stretchAt(timeZone, local).offset;
  return local - stretchAt(timeZone, guess).offset;
}
