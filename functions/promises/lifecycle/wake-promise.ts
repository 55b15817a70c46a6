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
 * Does what is due with a promise: reminds its owner, tells owner and leads that it was missed, breaks it after the grace, or
 * lets a proposal expire. The claim of the due item is in the same transaction, so that each happens once; work of a due time
 * that was moved, or of a promise that has ended since, finds nothing to claim. Who keeps the promise at this very moment
 * comes either before, and nothing is due any more, or after.
 */
export async function wakePromise(table: Table, due: DueMessage, context: Context): Promise<void> {
  await requireApplied(
    retryOnStale(async () => {
      const [promise, { graceHours }] = await Promise.all([
        loadPromise(table, String(due.data.promiseId)),
        readSettings(table),
      ]);
      const waking = promise ? planWake(promise, due.at, graceHours, context) : { does: 'nothing' as const };
      if (promise === undefined || waking.does === 'nothing')
        return commit(table, context, { writes: [claim(due)] });
      if (waking.does === 'remind') {
        const again = claimAndReschedule(due, wakeWork(promise, waking.wakeAt));
        const remind = notificationTo(promise.ownerId, 'owner', 'promise.due_soon', promise, context);
        return commit(table, context, { writes: [again, samePromiseCheck(promise), remind] });
      }
      const { next, events } = waking.step;
      const work =
        waking.does === 'miss' ? claimAndReschedule(due, wakeWork(next, waking.wakeAt)) : claim(due);
      return commit(table, context, {
        writes: [work, savePromise(next), ...notificationsOf(promise, next, events, context)],
        events,
      });
    }),
  );
}
