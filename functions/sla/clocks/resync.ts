// Recalculates all tickets with live clocks after a change of the SLA configuration: a shorter target may be
// due before any other event triggers a recalculation. An interrupted resync continues where it stopped.
// Recalculating the same ticket twice changes nothing.
import type { Context } from '../../platform/context.ts';
import { claim, claimAndReschedule, type DueMessage } from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import { requireApplied } from '../../platform/table/outcome.ts';
import { queryRange } from '../../platform/table/read.ts';
import { resyncWork } from '../configuration/schedule-resync.ts';
import { slaLists } from '../keys.ts';
import type { ClockDeps } from './current-clocks.ts';
import { recalculateTicket } from './recalculate-ticket.ts';

/** Takes about ten seconds of the worker's minute. */
const TICKETS_PER_RUN = 2000;
const PAGE = 25;

/** Recalculates up to `size` tickets and schedules the rest as new timed work. */
export async function resyncClocks(
  deps: ClockDeps,
  message: DueMessage,
  context: Context,
  size = TICKETS_PER_RUN,
): Promise<void> {
  let { after } = message.data as { after: string };
  for (let seen = 0; seen < size; seen += PAGE) {
    const { items, next } = await queryRange(deps.table, {
      index: 'list',
      pk: slaLists.clocks,
      // Starts after the last ticket; no other id begins with that one.
      from: after === '' ? '' : `${after}#`,
      limit: PAGE,
    });
    const ids = items.map((item) => String(item.listSk));
    await Promise.all(ids.map((ticketId) => recalculateTicket(deps, ticketId, context)));
    after = ids.at(-1) ?? after;
    if (!next) {
      await requireApplied(commit(deps.table, context, { writes: [claim(message)] }));
      return;
    }
  }
  // Later than the time of this message, because a second delivery of it is recognised by its time.
  const at = new Date(Math.max(context.now.getTime(), Date.parse(message.at) + 1));
  await requireApplied(
    commit(deps.table, context, { writes: [claimAndReschedule(message, resyncWork(at, after))] }),
  );
}
