// The time of everything in the runner: the machine's time plus an offset that only grows. The offset is in
// shared memory, so that a function's worker thread sees a jump at once.
import { Temporal } from 'temporal-polyfill';

export interface Clock {
  /** Returns milliseconds since 1970 in the runner's time. */
  now(): number;
  /**
   * Converts a time of the machine's clock to the runner's time, with the offset that
   * applied at that instant.
   */
  fromMachine(machineMs: number): number;
  /** Moves time forwards. */
  advance(milliseconds: number): void;
  offsetMs(): number;
  readonly shared: SharedArrayBuffer;
}

/** Starts a clock; `offsetMs` is what an earlier run on the same data had already skipped. */
export const createClock = (offsetMs = 0): Clock => {
  const shared = new SharedArrayBuffer(8);
  const offset = new Float64Array(shared);
  offset[0] = offsetMs;
  const jumps: { at: number; offset: number }[] = [{ at: 0, offset: offsetMs }];
  const current = (): number => offset[0] ?? 0;
  return {
    now: () => Date.now() + current(),
    fromMachine: (machineMs) => machineMs + (jumps.findLast((jump) => jump.at <= machineMs)?.offset ?? 0),
    advance: (milliseconds) => {
      offset[0] = current() + milliseconds;
      jumps.push({ at: Date.now(), offset: current() });
    },
    offsetMs: current,
    shared,
  };
};

/**
 * Returns the milliseconds of an ISO 8601 duration from an instant on (months and days are those of
 * the UTC calendar). Throws a RangeError with a plain sentence if the text is not a duration or
 * does not lead forwards.
 */
export const durationMs = (iso: string, fromMs: number): number => {
  const duration = parseDuration(iso);
  if (duration.sign !== 1) throw new RangeError('time only moves forwards: the duration must be above zero');
  const start = Temporal.Instant.fromEpochMilliseconds(Math.trunc(fromMs)).toZonedDateTimeISO('UTC');
  return start.add(duration).epochMilliseconds - start.epochMilliseconds;
};

const parseDuration = (iso: string): Temporal.Duration => {
  try {
    return Temporal.Duration.from(iso);
  } catch {
    throw new RangeError(`"${iso}" is not an ISO 8601 duration such as P1D or PT30M`);
  }
};
