// The keys of grants, approval requests and spending limits.
import { type Key, keys } from '../platform/table/keys.ts';
import { ticketPartition } from '../tickets/index.ts';

/** The partition of what an agent may spend and has spent. */
const limitsPartition = (agentId: string): string => `LIM#${agentId}`;

export const compensationKeys = {
  roleLimits: (role: string): Key => keys.config('authority', role),
  /** What an agent may grant beyond what the role may. */
  agentLimits: (agentId: string): Key => ({ pk: limitsPartition(agentId), sk: 'LIM' }),
  /** What an agent granted in a month (UTC) of one kind and currency. */
  spend: (agentId: string, month: string, kind: string, currency: string): Key => ({
    pk: limitsPartition(agentId),
    sk: `LIM#${month}#${kind}#${currency}`,
  }),
  /** What was granted on a ticket, of one kind and currency. */
  granted: (ticketId: string, kind: string, currency: string): Key => ({
    pk: ticketPartition(ticketId),
    sk: `GRANTED#${kind}#${currency}`,
  }),
  grant: (grantId: string): Key => ({ pk: `G#${grantId}`, sk: 'G' }),
  approval: (approvalId: string): Key => ({ pk: `AP#${approvalId}`, sk: 'AP' }),
} as const;

/** Partitions of the index `list`. */
export const compensationLists = {
  /** What a customer was granted, by time. */
  grants: (customerId: string) => `GRANTS#${customerId}`,
  /** Approval requests of a status, by the time they were asked for. */
  approvals: (status: string) => `APPROVALS#${status}`,
} as const;
