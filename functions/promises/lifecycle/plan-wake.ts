// The rules for the passing of time, pure. Each promise has one piece of timed work that wakes it: first to
// remind its owner, then when its due time has passed unkept, then when the grace period is over.
import { HOUR_MS } from '../../platform/clock.ts';
import type { Context } from '../../platform/context.ts';
import { promiseMissed } from '../new-events.ts';
import { endPromise, isPast, type Step, withChanges } from './lifecycle.ts';
import { type CustomerPromise, isOverdue } from './promise.ts';

/** Returns the first moment after `at`, because a promise kept at the due time itself is in time. */
const justAfter = (at: string, ms = 0) => new Date(Date.parse(at) + ms + 1).toISOString();

/** Returns when a promise or a proposal is first woken; undefined when it has ended. */
export function firstWakeAt({ state, remindAt, expiresAt }: CustomerPromise): string | undefined {
  if (state === 'proposed') return expiresAt;
  return state === 'open' ? remindAt : undefined;
}

/** The change to make to a promise that was woken, and when to wake it next. */
export type WakePlan =
  | { does: 'nothing' }
  | { does: 'remind'; wakeAt: string }
  | { does: 'miss'; step: Step; wakeAt: string }
  | { does: 'end'; step: Step };

/**
 * Plans what to do with a promise whose timed work was due at `due`. A reminder that arrives after the due
 * time counts as the miss. The grace period starts at the due time; when it is already over (the scheduler
 * was late), the next wake is immediate.
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
  const breaksAt = justAfter(promise.dueAt, graceHours * HOUR_MS);
  const now = context.now.toISOString();
  return {
    does: 'miss',
    step: { next, events: [promiseMissed(next)] },
    wakeAt: breaksAt > now ? breaksAt : now,
  };
}

function expire(promise: CustomerPromise, { actor, now }: Context): Step {
  const ended = { endedBy: actor.id, endedAt: now.toISOString() };
  return { next: withChanges(promise, { state: 'expired', ...ended }), events: [] };
}
