// After a change of the rules all tickets with a live clock are looked at again, a portion at a time: a shorter target may
// be due before anything else would look. Where a walk is interrupted it goes on; the same ticket twice changes nothing.

import type { Context } from '../../platform/context.ts';
import { claim, claimAndReschedule, type DueMessage } from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import { requireApplied } from '../../platform/table/outcome.ts';
import { queryRange } from '../../platform/table/read.ts';
import { resyncWork } from '../configuration/schedule-resync.ts';
import { slaLists } from '../keys.ts';
import type { ClockDeps } from './current-clocks.ts';
import { recalculateTicket } from './recalculate-ticket.ts';

/** Tickets to a portion: some ten seconds of the worker's minute. */
const TICKETS_PER_RUN = 2000;
const PAGE = 25;

/** Looks at a portion of the tickets and leaves the rest to the next sweep. */
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
      // Behind the last one, which no id begins with.
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
  // Never at the time of the portion before: by its time a second delivery of that one is known.
  const at = new Date(Math.max(context.now.getTime(), Date.parse(message.at) + 1));
  await requireApplied(
    commit(deps.table, context, { writes: [claimAndReschedule(message, resyncWork(at, after))] }),
  );
}
