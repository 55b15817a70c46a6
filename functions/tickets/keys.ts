// The keys of tickets, their threads and what staff keep beside them, of incidents, macros and notifications.

import { customerPartition } from '../customers/index.ts';
import type { TimedWorkRef } from '../platform/scheduling/timed-work.ts';
import { type Key, keys } from '../platform/table/keys.ts';

/** The partition of a ticket: the ticket, its thread, and what other capabilities keep with it. */
export const ticketPartition = (ticketId: string): string => `T#${ticketId}`;

export const ticketKeys = {
  /** The ticket sorts before its thread, so that an ascending page begins with it. */
  ticket: (ticketId: string): Key => ({ pk: ticketPartition(ticketId), sk: 'E' }),
  /** Why the ticket was assigned to whom it was, or why it waits: right behind the ticket, in front of its thread. */
  decision: (ticketId: string): Key => ({ pk: ticketPartition(ticketId), sk: 'E!ROUTING' }),
  /** What a merge changed, with the ticket that it was merged into, as long as it can be undone. */
  merge: (targetId: string, sourceId: string): Key => ({
    pk: ticketPartition(targetId),
    sk: `MERGED#${sourceId}`,
  }),
  mergesPrefix: 'MERGED#',
  /** Exists while the ticket has an open complaint. */
  openComplaint: (ticketId: string): Key => ({ pk: ticketPartition(ticketId), sk: 'OPENCMP' }),
  /** What tickets must know of an agent. */
  agentProfile: (agentId: string): Key => ({ pk: `PROFILE#${agentId}`, sk: 'PROFILE' }),
  macroRun: (ticketId: string, runId: string): Key => ({ pk: ticketPartition(ticketId), sk: `RUN#${runId}` }),
  /** Drafts and presence sort right before the ticket: one Query reads all three. */
  draft: (ticketId: string, agentId: string): Key => ({
    pk: ticketPartition(ticketId),
    sk: `DESK#draft#${agentId}`,
  }),
  presence: (ticketId: string, agentId: string): Key => ({
    pk: ticketPartition(ticketId),
    sk: `DESK#here#${agentId}`,
  }),
  presenceFrom: 'DESK#',
  incident: (incidentId: string): Key => ({ pk: `N#${incidentId}`, sk: 'N' }),
  /** A ticket that is linked to an incident. */
  incidentTicket: (incidentId: string, ticketId: string): Key => ({
    pk: `N#${incidentId}`,
    sk: `L#${ticketId}`,
  }),
  incidentTicketsPrefix: 'L#',
  /** What an agent is notified of: a mention, a change of a ticket that they follow. */
  notification: (agentId: string, at: string, id: string): Key => ({
    pk: ticketKeys.notifications(agentId),
    sk: `N#${at}#${id}`,
  }),
  notifications: (agentId: string): string => `INBOX#${agentId}`,
  notificationsPrefix: 'N#',
  /** Which message carries a file of the customer. */
  attachment: (customerId: string, attachmentId: string): Key => ({
    pk: customerPartition(customerId),
    sk: `ATT#${attachmentId}`,
  }),
  /** Owns the timed work of files that no message carries yet: a partition apart from what outreach has scheduled. */
  uploads: (customerId: string): string => `UP#${customerId}`,
  macro: (macroId: string): Key => keys.config('macros', macroId),
  ticketField: (key: string): Key => keys.config('ticket-fields', key),
} as const;

/** Partitions of the index `list`. */
export const ticketLists = {
  assigned: (agentId: string) => `Q#agent#${agentId}`,
  /** Tickets that wait for the same agents, in the order they are served. */
  waitingGroup: (digest: string) => `LINE#${digest}`,
  incidents: (status: string) => `INC#${status}`,
} as const;

/** Partitions of the indexes `view`, `queue` and `breach`. */
export const ticketViews = {
  status: (status: string, shard: number) => `S#${status}#${shard}`,
  queue: (queueId: string, status: string, shard: number) => `Q#${queueId}#${status}#${shard}`,
  breach: (shard: number) => `B#${shard}`,
} as const;

/** Timed work in a partition that several capabilities use, each by names of its own. */
export const ticketWork = {
  autoClose: (ticketId: string): TimedWorkRef => ({ owner: ticketPartition(ticketId), name: 'close' }),
} as const;
