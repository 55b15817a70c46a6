// The keys of promises to customers.
import { type Key, keys } from '../platform/table/keys.ts';

export const promiseKeys = {
  promise: (promiseId: string): Key => ({ pk: `P#${promiseId}`, sk: 'P' }),
  settings: (): Key => keys.config('promises', 'settings'),
} as const;

/** Partitions of the index `list`. */
export const promiseLists = {
  /** Promises of an owner, by their due time. */
  byOwner: (agentId: string, state: 'open' | 'proposed') => `PA#${agentId}#${state}`,
} as const;

/** Partitions of the indexes `view`, `queue` and `breach`. */
export const promiseViews = {
  /** Promises to a customer, open ones or ended ones (index `view`). */
  byCustomer: (customerId: string, of: 'open' | 'ended') => `PC#${customerId}#${of}`,
  /** Promises on a ticket (index `queue`). */
  byTicket: (ticketId: string) => `PT#${ticketId}`,
  /** Open promises whose time has passed (index `breach`). One incident can make thousands of the same minute. */
  missed: (shard: number) => `PM#${shard}`,
} as const;
