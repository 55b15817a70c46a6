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
 * Processes the due clock alerts of a complaint. Notifies the assignee and the leads once that a clock is
 * about to run out or has run out, also when the scheduler is late and several alerts have passed. Does
 * nothing for a complaint that was settled meanwhile: it has no alerts.
 */
export async function processClockAlerts(table: Table, due: DueMessage, context: Context): Promise<void> {
  await requireApplied(
    retryOnStale(async () => {
      const ticketId = String(due.data.ticketId);
      const [complaint, ticket] = await Promise.all([
        loadComplaint(table, ticketId),
        loadTicket(table, ticketId),
      ]);
      const alerts = complaint ? pendingAlertsOf(complaint).filter(({ at }) => at === due.at) : [];
      if (!complaint || alerts.length === 0) return commit(table, context, { writes: [claim(due)] });
      const next = alerts.reduce(applyAlert, { ...complaint, version: complaint.version + 1 });
      return commit(table, context, {
        writes: [
          ...saveAtAlert(next, due),
          ...alerts.flatMap((alert) => alertNotifications(alert, next, ticket?.assigneeId, context)),
        ],
        events: alerts.map(({ what, clock }) => complaintClockAlert(next, what, clock)),
      });
    }),
  );
}

function alertNotifications(
  { what, clock }: ClockAlert,
  { ticketId }: Complaint,
  assigneeId: string | undefined,
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
  return [...(assigneeId === undefined ? [] : [to(assigneeId, 'owner')]), to(ALL_LEADS, 'lead')];
}

const applyAlert = (complaint: Complaint, alert: ClockAlert): Complaint =>
  alert.what === 'missed' ? markClockMissed(complaint, alert.clock) : complaint;
