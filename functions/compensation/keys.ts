// The keys of grants, approval requests and spending limits.
import { type Key, keys } from '../platform/table/keys.ts';
import { ticketPartition } from '../tickets/index.ts';

/** Returns the partition of the limits and totals of an agent. */
const limitsPartition = (agentId: string): string => `LIM#${agentId}`;

export const compensationKeys = {
  roleLimits: (role: string): Key => keys.config('spending-limits', role),
  /** The agent's own limits, which replace those of the role. */
  agentLimits: (agentId: string): Key => ({ pk: limitsPartition(agentId), sk: 'LIM' }),
  /** The total that an agent granted in a month (UTC), by kind and currency. */
  spend: (agentId: string, month: string, kind: string, currency: string): Key => ({
    pk: limitsPartition(agentId),
    sk: `LIM#${month}#${kind}#${currency}`,
  }),
  /** The total that was granted on a ticket, by kind and currency. */
  granted: (ticketId: string, kind: string, currency: string): Key => ({
    pk: ticketPartition(ticketId),
    sk: `GRANTED#${kind}#${currency}`,
  }),
  grant: (grantId: string): Key => ({ pk: `G#${grantId}`, sk: 'G' }),
  approval: (approvalId: string): Key => ({ pk: `AP#${approvalId}`, sk: 'AP' }),
} as const;

/** Partitions of the index `list`. */
export const compensationLists = {
  /** The grants of a customer, by time. */
  grants: (customerId: string) => `GRANTS#${customerId}`,
  /** The approval requests with a status, by the time of the request. */
  approvals: (status: string) => `APPROVALS#${status}`,
} as const;
