// The keys of tickets, threads, drafts, presence, incidents, macros and notifications.

import { customerPartition } from '../customers/index.ts';
import type { TimedWorkRef } from '../platform/scheduling/timed-work.ts';
import { type Key, keys } from '../platform/table/keys.ts';

/**
 * Returns the partition of a ticket, which holds the ticket, its thread and related items of other
 * capabilities.
 */
export const ticketPartition = (ticketId: string): string => `T#${ticketId}`;

export const ticketKeys = {
  /** The ticket sorts before its thread, so that an ascending page begins with it. */
  ticket: (ticketId: string): Key => ({ pk: ticketPartition(ticketId), sk: 'E' }),
  /** The routing decision; sorts right after the ticket and before its thread. */
  decision: (ticketId: string): Key => ({ pk: ticketPartition(ticketId), sk: 'E!ROUTING' }),
  /** The changes of a merge, stored with the target ticket as long as the merge can be undone. */
  merge: (targetId: string, sourceId: string): Key => ({
    pk: ticketPartition(targetId),
    sk: `MERGED#${sourceId}`,
  }),
  mergesPrefix: 'MERGED#',
  /** Exists while the ticket has an open complaint. */
  openComplaint: (ticketId: string): Key => ({ pk: ticketPartition(ticketId), sk: 'OPENCMP' }),
  /** The facts about an agent that tickets need. */
  agentProfile: (agentId: string): Key => ({ pk: `PROFILE#${agentId}`, sk: 'PROFILE' }),
  macroRun: (ticketId: string, runId: string): Key => ({ pk: ticketPartition(ticketId), sk: `RUN#${runId}` }),
  /** Drafts and presence sort right before the ticket, so that one Query reads all three. */
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
  /** A notification of an agent, for example of a mention or of a change on a followed ticket. */
  notification: (agentId: string, at: string, id: string): Key => ({
    pk: ticketKeys.notifications(agentId),
    sk: `N#${at}#${id}`,
  }),
  notifications: (agentId: string): string => `INBOX#${agentId}`,
  notificationsPrefix: 'N#',
  /** The pointer to the message that carries a file of the customer. */
  attachment: (customerId: string, attachmentId: string): Key => ({
    pk: customerPartition(customerId),
    sk: `ATT#${attachmentId}`,
  }),
  /**
   * The partition that owns the timed work of files that no message carries yet; separate from timed work of
   * outreach.
   */
  uploads: (customerId: string): string => `UP#${customerId}`,
  macro: (macroId: string): Key => keys.config('macros', macroId),
  ticketField: (key: string): Key => keys.config('ticket-fields', key),
} as const;

/** Partitions of the index `list`. */
export const ticketLists = {
  assigned: (agentId: string) => `Q#agent#${agentId}`,
  /** The tickets of a waiting group, in the order in which they are served. */
  waitingGroup: (digest: string) => `WAIT#${digest}`,
  incidents: (status: string) => `INC#${status}`,
} as const;

/** Partitions of the indexes `view`, `queue` and `breach`. */
export const ticketViews = {
  status: (status: string, shard: number) => `S#${status}#${shard}`,
  queue: (queueId: string, status: string, shard: number) => `Q#${queueId}#${status}#${shard}`,
  breach: (shard: number) => `B#${shard}`,
} as const;

/**
 * The timed work of tickets. Several capabilities have timed work in this partition, each under its own
 * names.
 */
export const ticketWork = {
  autoClose: (ticketId: string): TimedWorkRef => ({ owner: ticketPartition(ticketId), name: 'close' }),
} as const;
