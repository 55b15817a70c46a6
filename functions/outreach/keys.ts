// The keys of outreach. Subscriptions and sends stand in the partition of their customer.
import { customerPartition } from '../customers/index.ts';
import type { TimedWorkRef } from '../platform/scheduling/timed-work.ts';
import type { Key } from '../platform/table/keys.ts';

export const outreachKeys = {
  subscription: (customerId: string, subscriptionId: string): Key => ({
    pk: customerPartition(customerId),
    sk: `SUB#${subscriptionId}`,
  }),
  /** Sorts by the time it was due, which, unlike the time it was sent, is the same for every retry. */
  send: (customerId: string, dueAt: string, sendId: string): Key => ({
    pk: customerPartition(customerId),
    sk: `SND#${dueAt}#${sendId}`,
  }),
  sendsPrefix: 'SND#',
  /** Owns the time limits of claimed sends: a partition apart from what is scheduled for the customer. */
  claimedSends: (customerId: string): string => `CLAIMED#${customerId}`,
} as const;

/** Timed work in a partition that several capabilities use, each by names of its own. */
export const outreachWork = {
  reminder: (customerId: string, subscriptionId: string, daysBefore: number): TimedWorkRef => ({
    owner: customerPartition(customerId),
    name: `renewal#${subscriptionId}#${daysBefore}`,
  }),
} as const;
