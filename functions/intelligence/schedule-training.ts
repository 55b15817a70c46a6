// Training as timed work: whatever changes what is to be learned schedules it, and however much changes in the meantime it
// is done once.

import { MINUTE_MS } from '../platform/clock.ts';
import { schedule } from '../platform/scheduling/timed-work.ts';
import type { Write } from '../platform/table/write.ts';

export const TRAIN_KIND = 'intelligence.train';
const OWNER = 'LEARN';
/** Corrections are gathered for ten minutes; who changed a topic wants to see it work. */
const EVERY_MINUTES = { soon: 1, gathered: 10 } as const;

/**
 * Schedules a training at the end of the running period. Its name is its time: more changes in the period move nothing, and
 * one that comes while a training runs has the next.
 */
export function scheduleTraining(now: Date, when: keyof typeof EVERY_MINUTES): Write {
  const period = EVERY_MINUTES[when] * MINUTE_MS;
  const at = new Date((Math.floor(now.getTime() / period) + 1) * period).toISOString();
  return schedule({
    owner: OWNER,
    name: `train#${at}`,
    at,
    queue: 'intelligence',
    kind: TRAIN_KIND,
    data: {},
  });
}
