import type { Context } from '../../platform/context.ts';
import { claim, claimAndReschedule, type DueMessage } from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import { requireApplied } from '../../platform/table/outcome.ts';
import { retryOnStale } from '../../platform/table/retry-on-stale.ts';
import type { Table } from '../../platform/table/table.ts';
import { planWake } from './plan-wake.ts';
import { readSettings } from './promise-settings.ts';
import { loadPromise, samePromiseCheck, savePromise } from './promise-store.ts';
import { notificationsOf, notificationTo, wakeWork } from './save-step.ts';

/**
 * Does what is due for a promise: reminds its owner, notifies owner and leads of a miss, breaks it after the
 * grace period, or expires a proposal. The claim of the timed work is in the same transaction, so each
 * happens once. Work for a due time that was moved, or for a promise that has ended, finds nothing to claim.
 * A person who keeps the promise concurrently commits either before this, and then nothing is due any more,
 * or after it.
 */
export async function wakePromise(table: Table, due: DueMessage, context: Context): Promise<void> {
  await requireApplied(
    retryOnStale(async () => {
      const [promise, { graceHours }] = await Promise.all([
        loadPromise(table, String(due.data.promiseId)),
        readSettings(table),
      ]);
      const plan = promise ? planWake(promise, due.at, graceHours, context) : { does: 'nothing' as const };
      if (promise === undefined || plan.does === 'nothing')
        return commit(table, context, { writes: [claim(due)] });
      if (plan.does === 'remind') {
        const nextWake = claimAndReschedule(due, wakeWork(promise, plan.wakeAt));
        const reminder = notificationTo(promise.ownerId, 'owner', 'promise.due_soon', promise, context);
        return commit(table, context, { writes: [nextWake, samePromiseCheck(promise), reminder] });
      }
      const { next, events } = plan.step;
      const work = plan.does === 'miss' ? claimAndReschedule(due, wakeWork(next, plan.wakeAt)) : claim(due);
      return commit(table, context, {
        writes: [work, savePromise(next), ...notificationsOf(promise, next, events, context)],
        events,
      });
    }),
  );
}
