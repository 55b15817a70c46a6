import { MINUTE_MS } from '../../platform/clock.ts';
import { schedule, type TimedWork } from '../../platform/scheduling/timed-work.ts';
import type { Write } from '../../platform/table/write.ts';
import { slaKeys } from '../keys.ts';

export const RESYNC_KIND = 'sla.resync';

/**
 * Has the walk begin in a minute: by then whoever read the rules before the change has written what they decided, and the
 * index lists what they wrote. A change while a walk is under way begins another from the front.
 */
export const scheduleResync = (now: Date): Write =>
  schedule(resyncWork(new Date(now.getTime() + MINUTE_MS), ''));

/** What is left of a walk behind a ticket. */
export function resyncWork(at: Date, after: string): TimedWork {
  return {
    owner: slaKeys.config().pk,
    name: 'walk',
    at: at.toISOString(),
    queue: 'sla',
    kind: RESYNC_KIND,
    data: { after },
  };
}
