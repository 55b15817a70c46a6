import { claim, claimAndSchedule, type DueMessage } from '../platform/agenda/due.ts';
import type { Context } from '../platform/context.ts';
import { commit, whileContended } from '../platform/table/commit.ts';
import type { Table } from '../platform/table/table.ts';
import { wake } from './clock.ts';
import { tellOf, tellOne, wakeWork } from './save-step.ts';
import { readSettings } from './settings.ts';
import { loadPromise, savePromise, unchanged } from './store.ts';

/**
 * Does what is due with a promise: reminds its owner, tells owner and leads that it was missed, breaks it after the grace, or
 * lets a proposal expire. The claim of the due item is in the same transaction, so that each happens once; work of a due time
 * that was moved, or of a promise that has ended since, finds nothing to claim. Who keeps the promise at this very moment
 * comes either before, and nothing is due any more, or after.
 */
export function wakePromise(table: Table, due: DueMessage, context: Context): Promise<void> {
  return whileContended(async () => {
    const [promise, { graceHours }] = await Promise.all([
      loadPromise(table, String(due.data.promiseId)),
      readSettings(table),
    ]);
    const waking = promise ? wake(promise, due.at, graceHours, context) : { does: 'nothing' as const };
    if (promise === undefined || waking.does === 'nothing')
      return commit(table, context, { writes: [claim(due)] });
    if (waking.does === 'remind') {
      const again = claimAndSchedule(due, wakeWork(promise, waking.wakeAt));
      const remind = tellOne(promise.ownerId, 'owner', 'promise.due_soon', promise, context);
      return commit(table, context, { writes: [again, unchanged(promise), remind] });
    }
    const { next, events } = waking.step;
    const work = waking.does === 'miss' ? claimAndSchedule(due, wakeWork(next, waking.wakeAt)) : claim(due);
    await commit(table, context, {
      writes: [work, savePromise(next), ...tellOf(promise, next, events, context)],
      events,
    });
  });
}
