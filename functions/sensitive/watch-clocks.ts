import { claim, type DueMessage } from '../platform/agenda/due.ts';
import type { Context } from '../platform/context.ts';
import { commit, whileContended } from '../platform/table/commit.ts';
import type { Table } from '../platform/table/table.ts';
import { type Complaint, missed, momentsOf } from './complaint.ts';
import { complaintClock } from './events.ts';
import { loadComplaint, saveAtMoment } from './store.ts';

/**
 * A moment of a complaint's clocks has come: people are warned, or told that a clock ran out, once each, also when the
 * sweep is late and several have passed. What was settled meanwhile has no moments any more.
 */
export function watchClocks(table: Table, due: DueMessage, context: Context): Promise<void> {
  return whileContended(async () => {
    const complaint = await loadComplaint(table, String(due.data.ticketId));
    const moments = complaint ? momentsOf(complaint).filter(({ at }) => at === due.at) : [];
    if (!complaint || moments.length === 0) return commit(table, context, { writes: [claim(due)] });
    const next = moments.reduce(passed, { ...complaint, version: complaint.version + 1 });
    await commit(table, context, {
      writes: saveAtMoment(next, due),
      events: moments.map(({ what, clock }) => complaintClock(next, what, clock)),
    });
  });
}

const passed = (complaint: Complaint, moment: ReturnType<typeof momentsOf>[number]): Complaint =>
  moment.what === 'missed' ? missed(complaint, moment.clock) : complaint;
