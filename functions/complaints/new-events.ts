// The events that complaints emit.
import type { NewEvent } from '../platform/table/new-event.ts';
import { ticketPartition } from '../tickets/index.ts';
import type * as events from './events.ts';
import type { Complaint, ComplaintClock } from './lifecycle/complaint.ts';

const thread = ({ ticketId, customerId }: Complaint) => ({
  v: 1 as const,
  owner: ticketPartition(ticketId),
  customerId,
  lane: 'urgent' as const,
});

const about = ({ ticketId, channel }: Complaint) => ({ ticketId, channel });

const deadlines = ({ receivedAt, acknowledgeBy, summaryBy, finalBy }: Complaint) => ({
  receivedAt,
  acknowledgeBy,
  summaryBy,
  finalBy,
});

export const complaintReceived = (complaint: Complaint): NewEvent<typeof events.ComplaintReceived> => ({
  ...thread(complaint),
  type: 'complaint.received',
  data: { ...about(complaint), ...deadlines(complaint) },
});

export const complaintAcknowledged = (
  complaint: Complaint,
): NewEvent<typeof events.ComplaintAcknowledged> => ({
  ...thread(complaint),
  type: 'complaint.acknowledged',
  data: { ...about(complaint), inTime: isInTime(complaint.acknowledgedAt, complaint.acknowledgeBy) },
});

export function complaintResponded(
  complaint: Complaint,
  { kind, outcome, redress, at }: NonNullable<Complaint['response']>,
): NewEvent<typeof events.ComplaintResponded> {
  const inTime = isInTime(at, complaint.finalBy);
  return {
    ...thread(complaint),
    type: 'complaint.responded',
    data: { ...about(complaint), kind, outcome, redress, inTime },
  };
}

export const complaintMistaken = (complaint: Complaint): NewEvent<typeof events.ComplaintMistaken> => ({
  ...thread(complaint),
  type: 'complaint.mistaken',
  data: { ...about(complaint), reason: complaint.mistaken?.reason },
});

export const complaintReopened = (complaint: Complaint): NewEvent<typeof events.ComplaintReopened> => ({
  ...thread(complaint),
  type: 'complaint.reopened',
  data: about(complaint),
});

export const complaintMerged = (complaint: Complaint): NewEvent<typeof events.ComplaintMerged> => ({
  ...thread(complaint),
  type: 'complaint.merged',
  data: { ...about(complaint), into: complaint.mergedInto },
});

export const complaintJoined = (
  complaint: Complaint,
  sourceId: string,
): NewEvent<typeof events.ComplaintJoined> => ({
  ...thread(complaint),
  type: 'complaint.joined',
  data: { ...about(complaint), sourceId, ...deadlines(complaint) },
});

export const complaintClockAlert = (
  complaint: Complaint,
  what: 'warn' | 'missed',
  clock: ComplaintClock,
): NewEvent<typeof events.ComplaintWarned> | NewEvent<typeof events.ComplaintMissed> => ({
  ...thread(complaint),
  type: what === 'warn' ? 'complaint.warned' : 'complaint.missed',
  data: { ...about(complaint), clock },
});

const isInTime = (at: string | undefined, by: string) => at !== undefined && at <= by;
