// The keys of customers. Whatever else belongs to a customer may stand in the same partition, under sort keys of its own.
import { EVENTS_TO, type Key } from '../platform/table/keys.ts';

/** The partition of a customer: the profile, the timeline, and what other capabilities keep with it. */
export const customerPartition = (customerId: string): string => `C#${customerId}`;

export const customerKeys = {
  /** The profile sorts behind the newest event, so that a descending page begins with it. */
  customer: (customerId: string): Key => ({ pk: customerPartition(customerId), sk: EVENTS_TO }),
  identity: (kind: string, value: string): Key => ({ pk: `ID#${kind}#${value}`, sk: 'ID' }),
  /** A sender's event id, so that each event is stored once. */
  senderEvent: (source: string, senderEventId: string): Key => ({
    pk: `L#${source}#${senderEventId}`,
    sk: 'L',
  }),
} as const;
