// Stores complaints: one item in the ticket's partition, listed in the register by month of receipt.
import {
  cancelWork,
  claim,
  claimAndReschedule,
  type DueMessage,
  schedule,
  type TimedWork,
} from '../../platform/scheduling/timed-work.ts';
import { getItem } from '../../platform/table/read.ts';
import { stale } from '../../platform/table/refusal.ts';
import type { Table } from '../../platform/table/table.ts';
import { create, replace, type Write } from '../../platform/table/write.ts';
import { setComplaintOpen } from '../../tickets/index.ts';
import { complaintKeys, complaintLists, complaintWork } from '../keys.ts';
import { type ClockAlert, type Complaint, pendingAlertsOf } from './complaint.ts';

export const CLOCK_ALERT_KIND = 'complaint.clock_alert';

export async function loadComplaint(table: Table, ticketId: string): Promise<Complaint | undefined> {
  const item = await getItem(table, complaintKeys.complaint(ticketId));
  return item?.row as Complaint | undefined;
}

/**
 * Returns the writes that save a complaint over the version that was read, and schedule its next clock alert
 * or cancel the scheduled one.
 */
export function saveComplaint(next: Complaint, now: string): Write[] {
  const alert = nextAlertWork(next, now);
  return [
    replaceComplaint(next),
    setComplaintOpen(next.ticketId, next.state === 'open'),
    alert ? schedule(alert) : cancelWork(complaintWork.clockAlert(next.ticketId)),
  ];
}

/**
 * Returns the writes that save a complaint when a clock alert is due. They claim the alert, so only one of
 * two deliveries sends notifications.
 */
export function saveAtAlert(next: Complaint, due: DueMessage): Write[] {
  const alert = nextAlertWork(next, due.at);
  return [replaceComplaint(next), alert ? claimAndReschedule(due, alert) : claim(due)];
}

function replaceComplaint(next: Complaint): Write {
  const key = complaintKeys.complaint(next.ticketId);
  const listSk = `${next.receivedAt}#${next.ticketId}`;
  const listKeys = { listPk: complaintLists.register(next.receivedAt.slice(0, 7)), listSk };
  const item = { t: 'complaint', version: next.version, row: next, ...listKeys };
  return next.version === 1 ? create(key, item, stale) : replace(key, item, next.version - 1, stale);
}

/**
 * Returns the next clock alert as timed work. An alert in the past that was never reported counts too,
 * because the scheduler may be late and a complaint may be reopened.
 */
function nextAlertWork(complaint: Complaint, now: string): TimedWork | undefined {
  const isUnreported = ({ what, clock }: ClockAlert) =>
    what === 'missed' && !complaint.missed.includes(clock);
  const alert = pendingAlertsOf(complaint).find((each) => each.at > now || isUnreported(each));
  if (!alert) return undefined;
  const { ticketId } = complaint;
  return {
    ...complaintWork.clockAlert(ticketId),
    at: alert.at,
    queue: 'complaints',
    kind: CLOCK_ALERT_KIND,
    data: { ticketId },
  };
}
