// The keys of the SLA configuration and of the clocks of tickets.
import type { TimedWorkRef } from '../platform/scheduling/timed-work.ts';
import type { Key } from '../platform/table/keys.ts';
import { ticketPartition } from '../tickets/index.ts';

export const slaKeys = {
  /** The checkpoint of a ticket's clocks: in the ticket's partition, outside its thread. */
  clocks: (ticketId: string): Key => ({ pk: ticketPartition(ticketId), sk: 'SLA' }),
  /**
   * The partition of a ticket's clock events: apart from the thread, so that neither is read for the other.
   */
  clockEvents: (ticketId: string): string => `CLOCKS#${ticketId}`,
  /** The head: names the version of the SLA configuration that is in force. */
  config: (): Key => ({ pk: 'SLA', sk: 'CONFIG' }),
  /** One version of the SLA configuration; written once. */
  configVersion: (version: number): Key => ({ pk: 'SLA#CONFIG', sk: String(version).padStart(8, '0') }),
} as const;

/** The partitions of the index `list`. */
export const slaLists = {
  /** Lists the tickets that have a live clock. */
  clocks: 'SLA#live',
} as const;

/** Names timed work in a partition that several capabilities use, each with its own names. */
export const slaWork = {
  clocks: (ticketId: string): TimedWorkRef => ({ owner: ticketPartition(ticketId), name: 'sla' }),
} as const;
