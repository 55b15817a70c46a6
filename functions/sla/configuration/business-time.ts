// Business time, pure: a moment counts when the wall clock of the schedule's zone shows a time inside the opening hours of
// its date. So an hour that is skipped in spring counts for nothing, and one that is repeated in autumn counts twice.
import * as Instant from 'temporal-polyfill/fns/Instant';
import * as ZonedDateTime from 'temporal-polyfill/fns/ZonedDateTime';
import { DAY_MS, MINUTE_MS } from '../../platform/clock.ts';
import { type BusinessHours, type Interval, weekdays } from './schedule.ts';

const WEEK_MS = 7 * DAY_MS;
/** Monday, 5 January 1970. */
const FIRST_MONDAY = 4 * DAY_MS;
/** No deadline is looked for beyond: a schedule of minutes a week would take centuries. */
const HORIZON_MS = 50 * 366 * DAY_MS;

/**
 * Milliseconds of business time from one moment up to another (epoch milliseconds); 0 when the other is not later.
 * The work is bounded by the years between, not by the days: between two changes of the offset the week repeats itself.
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
 * The earliest moment at which `ms` of business time have passed since `from`; `from` itself for 0. Undefined when that
 * is more than fifty years away. The inverse of `businessMs`, by bisection of it.
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

/** Milliseconds since midnight, or since Monday's. */
interface Span {
  start: number;
  end: number;
}

interface Plan {
  week: Span[];
  weekMs: number;
  /** `start` is the local midnight that the day begins with. */
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
  return { start: after + ofDay(from), end: after + ofDay(to) };
}

function ofDay(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return (hour * 60 + minute) * MINUTE_MS;
}

/** Business time between two readings of the wall clock, both as if in UTC, with no change of the offset between. */
function localMs(plan: Plan, from: number, to: number): number {
  let sum = regular(plan, to) - regular(plan, from);
  for (const { start, openings } of plan.holidays) {
    const low = Math.max(from, start);
    const high = Math.min(to, start + DAY_MS);
    if (low >= high) continue;
    sum += overlap(openings, low - start, high - start) - (regular(plan, high) - regular(plan, low));
  }
  return sum;
}

/** Business time of a week without holidays, repeated from the first Monday up to `local`. */
function regular({ week, weekMs }: Plan, local: number): number {
  const weeks = Math.floor((local - FIRST_MONDAY) / WEEK_MS);
  return weeks * weekMs + overlap(week, 0, local - FIRST_MONDAY - weeks * WEEK_MS);
}

const overlap = (spans: readonly Span[], from: number, to: number): number =>
  spans.reduce((sum, { start, end }) => sum + Math.max(0, Math.min(end, to) - Math.max(start, from)), 0);

/** The rest of a year up to the next change of the offset. */
interface Stretch {
  end: number;
  offset: number;
}

/** By zone and year: facts of the time zone database that this process runs with. */
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

/** A schedule has an hour at least once a week; holidays are at most 150. */
const MOST_DAYS = 400;

/**
 * The close of the n-th business day after the day of a moment: the end of the last opening of that day, by the wall clock
 * of the schedule's zone. Days on which nobody works are not counted.
 */
export function closeOfBusinessDay(hours: BusinessHours, from: number, days: number): number {
  const plan = planOf(hours);
  const today = Math.floor((from + stretchAt(hours.timeZone, from).offset) / DAY_MS) * DAY_MS;
  let left = days;
  for (let day = 1; day <= MOST_DAYS; day += 1) {
    const midnight = today + day * DAY_MS;
    const end = Math.max(...openingsOf(plan, midnight).map((opening) => opening.end));
    if (end > 0) left -= 1;
    if (left === 0) return atWallClock(hours.timeZone, midnight + end);
  }
  throw new RangeError(`no ${days} business days in ${MOST_DAYS} days`);
}

/** Of the day that begins at a local midnight, relative to it. */
function openingsOf({ week, holidays }: Plan, midnight: number): readonly Span[] {
  const holiday = holidays.find(({ start }) => start === midnight);
  if (holiday) return holiday.openings;
  const sinceMonday = (((midnight - FIRST_MONDAY) % WEEK_MS) + WEEK_MS) % WEEK_MS;
  return week
    .map(({ start, end }) => ({ start: start - sinceMonday, end: end - sinceMonday }))
    .filter(({ start }) => start >= 0 && start < DAY_MS);
}

/** The moment at which the wall clock of a zone shows a time; of a skipped hour the moment after it. */
function atWallClock(timeZone: string, local: number): number {
  const guess = local - stretchAt(timeZone, local).offset;
  return local - stretchAt(timeZone, guess).offset;
}
