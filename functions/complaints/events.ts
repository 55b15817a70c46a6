import type { NewEvent } from '../platform/events/new-event.ts';
import { ticketPartition } from '../tickets/index.ts';
import type { Complaint, ComplaintClock } from './complaint.ts';

/** In the ticket's thread, where whoever works on it sees it. */
const complaintEvent = (complaint: Complaint, type: string, data: Record<string, unknown>): NewEvent => ({
  type: `complaint.${type}`,
  v: 1,
  owner: ticketPartition(complaint.ticketId),
  customerId: complaint.customerId,
  lane: 'urgent',
  data: { ticketId: complaint.ticketId, channel: complaint.channel, ...data },
});

export const complaintReceived = (complaint: Complaint) => {
  const { receivedAt, acknowledgeBy, summaryBy, finalBy } = complaint;
  return complaintEvent(complaint, 'received', { receivedAt, acknowledgeBy, summaryBy, finalBy });
};

export const complaintAcknowledged = (complaint: Complaint) =>
  complaintEvent(complaint, 'acknowledged', {
    inTime: isInTime(complaint.acknowledgedAt, complaint.acknowledgeBy),
  });

export const complaintResponded = (complaint: Complaint) => {
  const { response, finalBy } = complaint;
  return complaintEvent(complaint, 'responded', {
    kind: response?.kind,
    outcome: response?.outcome,
    redress: response?.redress,
    inTime: isInTime(response?.at, finalBy),
  });
};

export const complaintMistaken = (complaint: Complaint) =>
  complaintEvent(complaint, 'mistaken', { reason: complaint.mistaken?.reason });

export const complaintReopened = (complaint: Complaint) => complaintEvent(complaint, 'reopened', {});

/** Its ticket was merged: the complaint goes on in that of the other. */
export const complaintMerged = (complaint: Complaint) =>
  complaintEvent(complaint, 'merged', { into: complaint.mergedInto });

/** On the ticket that goes on: its clocks are now those of both. */
export const complaintJoined = (complaint: Complaint, sourceId: string) => {
  const { receivedAt, acknowledgeBy, summaryBy, finalBy } = complaint;
  return complaintEvent(complaint, 'joined', { sourceId, receivedAt, acknowledgeBy, summaryBy, finalBy });
};

/** A clock is about to run out, or has. */
export const complaintClockAlert = (complaint: Complaint, what: 'warn' | 'missed', clock: ComplaintClock) =>
  complaintEvent(complaint, what === 'warn' ? 'warned' : 'missed', { clock });

const isInTime = (at: string | undefined, by: string) => at !== undefined && at <= by;
