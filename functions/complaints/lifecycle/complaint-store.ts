// Complaints on the table: one item with its ticket, listed in the register by the month in which it was received.

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

/** Writes a complaint over the version it was read at, with the next moment at which its clocks must be looked at. */
export function saveComplaint(next: Complaint, now: string): Write[] {
  const moment = nextAlertWork(next, now);
  return [
    replaceComplaint(next),
    setComplaintOpen(next.ticketId, next.state === 'open'),
    moment ? schedule(moment) : cancelWork(complaintWork.clockAlert(next.ticketId)),
  ];
}

/** The same when a moment has come: that moment is claimed, so that of two deliveries one is told. */
export function saveAtAlert(next: Complaint, due: DueMessage): Write[] {
  const moment = nextAlertWork(next, due.at);
  return [replaceComplaint(next), moment ? claimAndReschedule(due, moment) : claim(due)];
}

function replaceComplaint(next: Complaint): Write {
  const key = complaintKeys.complaint(next.ticketId);
  const listSk = `${next.receivedAt}#${next.ticketId}`;
  const place = { listPk: complaintLists.register(next.receivedAt.slice(0, 7)), listSk };
  const item = { t: 'complaint', version: next.version, row: next, ...place };
  return next.version === 1 ? create(key, item, stale) : replace(key, item, next.version - 1, stale);
}

/** The next moment, or one that has passed and nobody was told of: the sweep may come late, a complaint may come back. */
function nextAlertWork(complaint: Complaint, now: string): TimedWork | undefined {
  const untold = ({ what, clock }: ClockAlert) => what === 'missed' && !complaint.missed.includes(clock);
  const moment = pendingAlertsOf(complaint).find((one) => one.at > now || untold(one));
  if (!moment) return undefined;
  const { ticketId } = complaint;
  return {
    ...complaintWork.clockAlert(ticketId),
    at: moment.at,
    queue: 'complaints',
    kind: CLOCK_ALERT_KIND,
    data: { ticketId },
  };
}
