// The keys of outreach. Subscriptions and sends are in the partition of their customer.
import { customerPartition } from '../customers/index.ts';
import type { TimedWorkRef } from '../platform/scheduling/timed-work.ts';
import type { Key } from '../platform/table/keys.ts';

export const outreachKeys = {
  subscription: (customerId: string, subscriptionId: string): Key => ({
    pk: customerPartition(customerId),
    sk: `SUB#${subscriptionId}`,
  }),
  /** Sorted by the due time, which is the same for every retry, unlike the time of sending. */
  send: (customerId: string, dueAt: string, sendId: string): Key => ({
    pk: customerPartition(customerId),
    sk: `SND#${dueAt}#${sendId}`,
  }),
  sendsPrefix: 'SND#',
  /**
   * The partition of the answer deadlines of claimed sends, separate from the customer's scheduled emails.
   */
  claimedSends: (customerId: string): string => `CLAIMED#${customerId}`,
} as const;

/** Timed work in a partition that several capabilities share; each uses names of its own. */
export const outreachWork = {
  reminder: (customerId: string, subscriptionId: string, daysBefore: number): TimedWorkRef => ({
    owner: customerPartition(customerId),
    name: `renewal#${subscriptionId}#${daysBefore}`,
  }),
} as const;
