// The keys of SLA configuration and of the clocks of tickets.
import type { TimedWorkRef } from '../platform/scheduling/timed-work.ts';
import type { Key } from '../platform/table/keys.ts';
import { ticketPartition } from '../tickets/index.ts';

export const slaKeys = {
  /** The checkpoint of a ticket's clocks: with the ticket, outside its thread. */
  clocks: (ticketId: string): Key => ({ pk: ticketPartition(ticketId), sk: 'SLA' }),
  /** Owns the clock events of a ticket: a list apart from the thread, so that neither is read for the other. */
  clockEvents: (ticketId: string): string => `CLOCKS#${ticketId}`,
  /** Which version of schedules and policies is in force. */
  config: (): Key => ({ pk: 'SLA', sk: 'CONFIG' }),
  /** A version of them; written once. */
  configVersion: (version: number): Key => ({ pk: 'SLA#CONFIG', sk: String(version).padStart(8, '0') }),
} as const;

/** Partitions of the index `list`. */
export const slaLists = {
  /** Tickets with a live clock. */
  clocks: 'SLA#live',
} as const;

/** Timed work in a partition that several capabilities use, each by names of its own. */
export const slaWork = {
  clocks: (ticketId: string): TimedWorkRef => ({ owner: ticketPartition(ticketId), name: 'sla' }),
} as const;
