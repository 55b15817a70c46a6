// Commits the next state of a promise with its events, timed work and notifications in one transaction.
import type { Context } from '../../platform/context.ts';
import { cancel, schedule, type TimedWork } from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import type { NewEvent } from '../../platform/table/new-event.ts';
import type { Outcome } from '../../platform/table/outcome.ts';
import type { Table } from '../../platform/table/table.ts';
import type { Write } from '../../platform/table/write.ts';
import { agentExistsCheck } from '../../routing/index.ts';
import { ALL_LEADS, notificationWrite } from '../../tickets/index.ts';
import { promiseKeys } from '../keys.ts';
import type { Step } from './lifecycle.ts';
import { firstWakeAt } from './plan-wake.ts';
import type { CustomerPromise } from './promise.ts';
import { savePromise } from './promise-store.ts';

export const WAKE_KIND = 'promises.wake';
const WAKE_NAME = 'wake';

/** Commits a step over the state that it was decided on. The writes in `also` join the transaction. */
export function saveStep(
  table: Table,
  before: CustomerPromise | undefined,
  { next, events }: Step,
  context: Context,
  also: readonly Write[] = [],
): Promise<Outcome<CustomerPromise>> {
  return commit(table, context, {
    writes: [
      ...also,
      savePromise(next),
      ...ownerChecks(before, next, context),
      ...timedWork(before, next),
      ...notificationsOf(before, next, events, context),
    ],
    events,
    answer: next,
  });
}

/** Asserts that a new owner is an agent of the team. The caller needs no check. */
function ownerChecks(
  before: CustomerPromise | undefined,
  next: CustomerPromise,
  { actor }: Context,
): Write[] {
  if (next.ownerId === actor.id || next.ownerId === before?.ownerId) return [];
  return [agentExistsCheck(next.ownerId)];
}

/**
 * Reschedules or cancels the timed work when the due time or the state changes; other changes leave it alone.
 */
function timedWork(before: CustomerPromise | undefined, next: CustomerPromise): Write[] {
  if (before?.state === next.state && before.dueAt === next.dueAt) return [];
  const at = firstWakeAt(next);
  return [
    at === undefined ? cancel(promiseKeys.promise(next.id).pk, WAKE_NAME) : schedule(wakeWork(next, at)),
  ];
}

/** Returns the timed work that wakes a promise. */
export const wakeWork = ({ id }: CustomerPromise, at: string): TimedWork => ({
  owner: promiseKeys.promise(id).pk,
  name: WAKE_NAME,
  at,
  queue: 'promises',
  kind: WAKE_KIND,
  data: { promiseId: id },
});

/** Notifies owners of what others did to their promise, and leads of every miss. */
export function notificationsOf(
  before: CustomerPromise | undefined,
  next: CustomerPromise,
  events: readonly NewEvent[],
  context: Context,
): Write[] {
  const [first] = events;
  if (!first) return [];
  const owners = new Set([next.ownerId, before?.ownerId ?? next.ownerId]);
  owners.delete(context.actor.id);
  const missed = events.find(({ type }) => type === 'promise.missed');
  return [
    ...[...owners].map((owner) => notificationTo(owner, 'owner', first.type, next, context)),
    ...(missed ? [notificationTo(ALL_LEADS, 'lead', missed.type, next, context)] : []),
  ];
}

export function notificationTo(
  to: string,
  why: 'owner' | 'lead',
  type: string,
  { id: promiseId, ticketId }: CustomerPromise,
  { ids, now, actor }: Context,
): Write {
  const notification = {
    id: ids.next('event'),
    at: now.toISOString(),
    type,
    why,
    ticketId,
    promiseId,
    by: actor.id,
  };
  return notificationWrite(to, notification, now);
}
