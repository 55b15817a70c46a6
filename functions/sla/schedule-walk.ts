import { type DueWork, schedule } from '../platform/agenda/due.ts';
import { MINUTE_MS } from '../platform/clock.ts';
import { keys } from '../platform/table/keys.ts';
import type { Write } from '../platform/table/write.ts';

export const WALK_KIND = 'sla.walk';

/**
 * Has the walk begin in a minute: by then whoever read the rules before the change has written what they decided, and the
 * index lists what they wrote. A change while a walk is under way begins another from the front.
 */
export const scheduleWalk = (now: Date): Write => schedule(portion(new Date(now.getTime() + MINUTE_MS), ''));

/** What is left of a walk behind a ticket. */
export function portion(at: Date, after: string): DueWork {
  return {
    owner: keys.rulebook().pk,
    name: 'walk',
    at: at.toISOString(),
    queue: 'sla',
    kind: WALK_KIND,
    data: { after },
  };
}
