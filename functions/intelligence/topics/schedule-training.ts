// Training is timed work. Every change of what is learned schedules it; changes in the same period share one
// training.

import { MINUTE_MS } from '../../platform/clock.ts';
import { schedule } from '../../platform/scheduling/timed-work.ts';
import type { Write } from '../../platform/table/write.ts';

export const TRAIN_KIND = 'intelligence.train';
const OWNER = 'LEARN';
/** Corrections are collected for ten minutes; whoever changes a topic wants to see the result soon. */
const PERIOD_MINUTES = { soon: 1, batched: 10 } as const;

/**
 * Schedules a training at the end of the current period. Its name is its time, so further changes in the
 * period write the same item, and a change during a training schedules the next one.
 */
export function scheduleTraining(now: Date, when: keyof typeof PERIOD_MINUTES): Write {
  const period = PERIOD_MINUTES[when] * MINUTE_MS;
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
