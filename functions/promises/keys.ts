// The keys of promises to customers.
import { type Key, keys } from '../platform/table/keys.ts';

export const promiseKeys = {
  promise: (promiseId: string): Key => ({ pk: `P#${promiseId}`, sk: 'P' }),
  settings: (): Key => keys.config('promises', 'settings'),
} as const;

/** Partitions of the index `list`. */
export const promiseLists = {
  /** The promises of an owner, by due time. */
  byOwner: (agentId: string, state: 'open' | 'proposed') => `PA#${agentId}#${state}`,
} as const;

/** Partitions of the indexes `view`, `queue` and `breach`. */
export const promiseViews = {
  /** The open or ended promises to a customer (index `view`). */
  byCustomer: (customerId: string, state: 'open' | 'ended') => `PC#${customerId}#${state}`,
  /** The promises on a ticket (index `queue`). */
  byTicket: (ticketId: string) => `PT#${ticketId}`,
  /**
   * Open promises whose due time has passed (index `breach`). Sharded: one incident can add thousands in a
   * minute.
   */
  missed: (shard: number) => `PM#${shard}`,
} as const;
