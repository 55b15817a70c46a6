// What the time does to a promise, pure. One due item for each promise wakes it: first to remind its owner, then when its
// due time has passed unkept, then when the grace is over.
import { HOUR_MS } from '../../platform/clock.ts';
import type { Context } from '../../platform/context.ts';
import { promiseMissed } from '../new-events.ts';
import { endPromise, isPast, type Step, withChanges } from './lifecycle.ts';
import { type CustomerPromise, isOverdue } from './promise.ts';

/** The first moment after `at`: what is kept at the due time itself is kept in time. */
const justAfter = (at: string, ms = 0) => new Date(Date.parse(at) + ms + 1).toISOString();

/** When a promise or a proposal is first woken; undefined when it has ended. */
export function firstWakeAt({ state, remindAt, expiresAt }: CustomerPromise): string | undefined {
  if (state === 'proposed') return expiresAt;
  return state === 'open' ? remindAt : undefined;
}

/** What is to be done with a promise that was woken, and when it is woken next. */
export type WakePlan =
  | { does: 'nothing' }
  | { does: 'remind'; wakeAt: string }
  | { does: 'miss'; step: Step; wakeAt: string }
  | { does: 'end'; step: Step };

/**
 * Wakes a promise for the work that was due at `due`. A reminder that comes after the due time is none, but the miss. The
 * grace is counted from the due time; when it is over already (the clock had stood still), the next wake is at once.
 */
export function planWake(
  promise: CustomerPromise,
  due: string,
  graceHours: number,
  context: Context,
): WakePlan {
  if (promise.state === 'proposed') return { does: 'end', step: expire(promise, context) };
  if (promise.state !== 'open') return { does: 'nothing' };
  if (isOverdue(promise)) return { does: 'end', step: endPromise(promise, 'broken', undefined, context) };
  if (!isPast(promise, context.now) && due <= promise.dueAt)
    return { does: 'remind', wakeAt: justAfter(promise.dueAt) };
  const next = withChanges(promise, { missedAt: promise.dueAt });
  const breaks = justAfter(promise.dueAt, graceHours * HOUR_MS);
  const now = context.now.toISOString();
  return {
    does: 'miss',
    step: { next, events: [promiseMissed(next)] },
    wakeAt: breaks > now ? breaks : now,
  };
}

function expire(promise: CustomerPromise, { actor, now }: Context): Step {
  const ended = { endedBy: actor.id, endedAt: now.toISOString() };
  return { next: withChanges(promise, { state: 'expired', ...ended }), events: [] };
}
