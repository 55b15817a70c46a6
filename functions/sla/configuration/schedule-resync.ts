import { MINUTE_MS } from '../../platform/clock.ts';
import { schedule, type TimedWork } from '../../platform/scheduling/timed-work.ts';
import type { Write } from '../../platform/table/write.ts';
import { slaKeys } from '../keys.ts';

export const RESYNC_KIND = 'sla.resync';

/**
 * Schedules a resync in one minute. By then, functions that read the previous version have written their
 * results, and the index lists them. A change during a resync starts another one from the beginning.
 */
export const scheduleResync = (now: Date): Write =>
  schedule(resyncWork(new Date(now.getTime() + MINUTE_MS), ''));

/**
 * Returns the timed work that continues a resync after a ticket; an empty `after` starts from the beginning.
 */
export function resyncWork(at: Date, after: string): TimedWork {
  return {
    owner: slaKeys.config().pk,
    name: 'resync',
    at: at.toISOString(),
    queue: 'sla',
    kind: RESYNC_KIND,
    data: { after },
  };
}
