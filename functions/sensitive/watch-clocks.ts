import { claim, type DueMessage } from '../platform/agenda/due.ts';
import type { Context } from '../platform/context.ts';
import { commit, whileContended } from '../platform/table/commit.ts';
import type { Table } from '../platform/table/table.ts';
import type { Write } from '../platform/table/write.ts';
import { LEADS, loadTicket, tell } from '../tickets/index.ts';
import { type Complaint, type Moment, missed, momentsOf } from './complaint.ts';
import { complaintClock } from './events.ts';
import { loadComplaint, saveAtMoment } from './store.ts';

/**
 * A moment of a complaint's clocks has come: whoever has the ticket and the leads are warned, or told that a clock ran out,
 * once each, also when the sweep is late and several have passed. What was settled meanwhile has no moments any more.
 */
export function watchClocks(table: Table, due: DueMessage, context: Context): Promise<void> {
  return whileContended(async () => {
    const ticketId = String(due.data.ticketId);
    const [complaint, ticket] = await Promise.all([
      loadComplaint(table, ticketId),
      loadTicket(table, ticketId),
    ]);
    const moments = complaint ? momentsOf(complaint).filter(({ at }) => at === due.at) : [];
    if (!complaint || moments.length === 0) return commit(table, context, { writes: [claim(due)] });
    const next = moments.reduce(passed, { ...complaint, version: complaint.version + 1 });
    await commit(table, context, {
      writes: [
        ...saveAtMoment(next, due),
        ...moments.flatMap((moment) => told(moment, next, ticket?.assigneeId, context)),
      ],
      events: moments.map(({ what, clock }) => complaintClock(next, what, clock)),
    });
  });
}

function told(
  { what, clock }: Moment,
  { ticketId }: Complaint,
  owner: string | undefined,
  { ids, now, actor }: Context,
): Write[] {
  const at = now.toISOString();
  const base = {
    at,
    type: `complaint.${clock}_${what === 'warn' ? 'due_soon' : 'missed'}`,
    ticketId,
    by: actor.id,
  };
  const to = (agentId: string, why: 'owner' | 'lead') =>
    tell(agentId, { ...base, id: ids.next('event'), why }, now);
  return [...(owner === undefined ? [] : [to(owner, 'owner')]), to(LEADS, 'lead')];
}

const passed = (complaint: Complaint, moment: ReturnType<typeof momentsOf>[number]): Complaint =>
  moment.what === 'missed' ? missed(complaint, moment.clock) : complaint;
