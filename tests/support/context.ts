import type { Clock } from '../../functions/platform/clock.ts';
import type { Context } from '../../functions/platform/context.ts';
import type { Actor } from '../../functions/platform/contract/roles.ts';
import { SYSTEM } from '../../functions/platform/contract/roles.ts';
import { derivedIds } from '../../functions/platform/ids.ts';

export const NOON = '2026-03-10T12:00:00.000Z';

let contexts = 0;

/** Returns a context at a fixed time, with its own ids, which are the same in every run. */
export function contextAt(now: string = NOON, over: Partial<Context> = {}): Context {
  contexts += 1;
  return {
    actor: SYSTEM,
    now: new Date(now),
    ids: derivedIds(`test-${contexts}`),
    correlationId: 'test',
    ...over,
  };
}

export const as = (role: Actor['role'], id = `${role}-1`): Actor => ({ role, id });

/** Returns a clock that stands still until it is set. */
export function stoppedClock(at: string = NOON): Clock & { set(at: string): void } {
  let now = new Date(at);
  return {
    now: () => now,
    set: (next) => {
      now = new Date(next);
    },
  };
}

/** Returns the time `at` plus some milliseconds. */
export const later = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString();
