// The keys of customers. Other capabilities may store items in the same partition under their own sort keys.
import { EVENTS_TO, type Key } from '../platform/table/keys.ts';

/**
 * Returns the partition of a customer, which has the profile, the timeline and items of other capabilities.
 */
export const customerPartition = (customerId: string): string => `C#${customerId}`;

export const customerKeys = {
  /** The profile sorts after the newest event, so that a descending page starts with it. */
  customer: (customerId: string): Key => ({ pk: customerPartition(customerId), sk: EVENTS_TO }),
  identity: (kind: string, value: string): Key => ({ pk: `ID#${kind}#${value}`, sk: 'ID' }),
  /** The marker of a sender's event id, so that each event is stored once. */
  senderEvent: (source: string, senderEventId: string): Key => ({
    pk: `L#${source}#${senderEventId}`,
    sk: 'L',
  }),
} as const;
