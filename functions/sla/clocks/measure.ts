// How long a clock ran, and when it will have run for a given time.

import { addBusinessMs, businessMs } from '../configuration/business-time.ts';
import type { BusinessHours } from '../configuration/schedule.ts';
import type { ElapsedTime } from './clock-events.ts';

/** Milliseconds in the spans up to `at`; with `hours`, business time only. The last span may be open. */
export function runningMs(spans: readonly number[], at: number, hours?: BusinessHours): number {
  return inPairs(spans).reduce((sum, [start, end = at]) => sum + length(start, Math.min(end, at), hours), 0);
}

/** The same in seconds, calendar and, with `hours`, business time. */
export function elapsedIn(spans: readonly number[], at: number, hours?: BusinessHours): ElapsedTime {
  const calendarSeconds = Math.round(runningMs(spans, at) / 1000);
  if (!hours) return { calendarSeconds };
  return { calendarSeconds, businessSeconds: Math.round(runningMs(spans, at, hours) / 1000) };
}

/**
 * The moment at which the spans hold `ms`, in the past or, when the last one is open, in the future; undefined when
 * they do not come to it as they stand. A clock that stands at exactly `ms` has not gone beyond: the moment is that at
 * which it goes on.
 */
export function momentWhenReached(
  spans: readonly number[],
  ms: number,
  hours?: BusinessHours,
): number | undefined {
  let left = ms;
  for (const [start, end] of inPairs(spans)) {
    const here = end === undefined ? Number.POSITIVE_INFINITY : length(start, end, hours);
    if (here > left) return hours ? addBusinessMs(hours, start, left) : start + left;
    left -= here;
  }
  return undefined;
}

function length(start: number, end: number, hours: BusinessHours | undefined): number {
  return hours ? businessMs(hours, start, end) : Math.max(0, end - start);
}

function inPairs(spans: readonly number[]): [number, number | undefined][] {
  return spans.flatMap((start, at) =>
    at % 2 === 0 ? [[start, spans[at + 1]] as [number, number | undefined]] : [],
  );
}
