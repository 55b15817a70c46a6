// Computes how long a clock ran and when it will have run for a given time.
import { addBusinessMs, businessMs } from '../configuration/business-time.ts';
import type { BusinessHours } from '../configuration/schedule.ts';
import type { ElapsedTime } from './clock-events.ts';

/**
 * Returns the milliseconds in the spans up to `at`; with `hours`, business time only. The last span may be
 * open.
 */
export function runningMs(spans: readonly number[], at: number, hours?: BusinessHours): number {
  return inPairs(spans).reduce((sum, [start, end = at]) => sum + spanMs(start, Math.min(end, at), hours), 0);
}

/** Returns the time in the spans up to `at` in seconds: calendar time and, with `hours`, business time. */
export function elapsedIn(spans: readonly number[], at: number, hours?: BusinessHours): ElapsedTime {
  const calendarSeconds = Math.round(runningMs(spans, at) / 1000);
  if (!hours) return { calendarSeconds };
  return { calendarSeconds, businessSeconds: Math.round(runningMs(spans, at, hours) / 1000) };
}

/**
 * Returns the moment at which the spans exceed `ms`: in the past or, when the last span is open, in the
 * future. Returns undefined when the spans never reach it. A paused clock with exactly `ms` has not exceeded
 * it: the moment is then the start of the next span.
 */
export function momentWhenReached(
  spans: readonly number[],
  ms: number,
  hours?: BusinessHours,
): number | undefined {
  let left = ms;
  for (const [start, end] of inPairs(spans)) {
    const available = end === undefined ? Number.POSITIVE_INFINITY : spanMs(start, end, hours);
    if (available > left) return hours ? addBusinessMs(hours, start, left) : start + left;
    left -= available;
  }
  return undefined;
}

function spanMs(start: number, end: number, hours: BusinessHours | undefined): number {
  return hours ? businessMs(hours, start, end) : Math.max(0, end - start);
}

function inPairs(spans: readonly number[]): [number, number | undefined][] {
  return spans.flatMap((start, at) =>
    at % 2 === 0 ? [[start, spans[at + 1]] as [number, number | undefined]] : [],
  );
}
