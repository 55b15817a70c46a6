import type { Context } from '../../platform/context.ts';
import { claim, type DueMessage } from '../../platform/scheduling/timed-work.ts';
import { commit } from '../../platform/table/commit.ts';
import { requireApplied } from '../../platform/table/outcome.ts';
import { retryOnStale } from '../../platform/table/retry-on-stale.ts';
import type { Table } from '../../platform/table/table.ts';
import type { Write } from '../../platform/table/write.ts';
import { ALL_LEADS, loadTicket, notificationWrite } from '../../tickets/index.ts';
import { complaintClockAlert } from '../new-events.ts';
import { type ClockAlert, type Complaint, markClockMissed, pendingAlertsOf } from './complaint.ts';
import { loadComplaint, saveAtAlert } from './complaint-store.ts';

/**
 * A moment of a complaint's clocks has come: whoever has the ticket and the leads are warned, or told that a clock ran out,
 * once each, also when the sweep is late and several have passed. What was settled meanwhile has no moments any more.
 */
export async function processClockAlerts(table: Table, due: DueMessage, context: Context): Promise<void> {
  await requireApplied(
    retryOnStale(async () => {
      const ticketId = String(due.data.ticketId);
      const [complaint, ticket] = await Promise.all([
        loadComplaint(table, ticketId),
        loadTicket(table, ticketId),
      ]);
      const moments = complaint ? pendingAlertsOf(complaint).filter(({ at }) => at === due.at) : [];
      if (!complaint || moments.length === 0) return commit(table, context, { writes: [claim(due)] });
      const next = moments.reduce(applyAlert, { ...complaint, version: complaint.version + 1 });
      return commit(table, context, {
        writes: [
          ...saveAtAlert(next, due),
          ...moments.flatMap((moment) => alertNotifications(moment, next, ticket?.assigneeId, context)),
        ],
        events: moments.map(({ what, clock }) => complaintClockAlert(next, what, clock)),
      });
    }),
  );
}

function alertNotifications(
  { what, clock }: ClockAlert,
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
    notificationWrite(agentId, { ...base, id: ids.next('event'), why }, now);
  return [...(owner === undefined ? [] : [to(owner, 'owner')]), to(ALL_LEADS, 'lead')];
}

const applyAlert = (complaint: Complaint, moment: ReturnType<typeof pendingAlertsOf>[number]): Complaint =>
  moment.what === 'missed' ? markClockMissed(complaint, moment.clock) : complaint;
