// The keys of complaints and vulnerability records. Both are in the ticket's partition, outside its thread.
import type { TimedWorkRef } from '../platform/scheduling/timed-work.ts';
import type { Key } from '../platform/table/keys.ts';
import { ticketPartition } from '../tickets/index.ts';

export const complaintKeys = {
  complaint: (ticketId: string): Key => ({ pk: ticketPartition(ticketId), sk: 'CMP' }),
  vulnerability: (ticketId: string): Key => ({ pk: ticketPartition(ticketId), sk: 'VUL' }),
} as const;

/** Partitions of the index `list`. */
export const complaintLists = {
  /** Complaints by the month in which they were received. */
  register: (month: string) => `REG#${month}`,
} as const;

/** Timed work in a partition that several capabilities share; each uses its own names. */
export const complaintWork = {
  clockAlert: (ticketId: string): TimedWorkRef => ({ owner: ticketPartition(ticketId), name: 'complaint' }),
} as const;
