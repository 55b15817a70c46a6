/** Gives the current time. It is passed in: no code below an entry point reads the system clock itself. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Converts a time to seconds since 1970, the unit of DynamoDB's TTL. */
export function epochSeconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
