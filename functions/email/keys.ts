// The keys under which an inbound email finds its ticket, and its own record when it arrives again.
import { customerPartition } from '../customers/index.ts';
import type { TimedWorkRef } from '../platform/scheduling/timed-work.ts';
import type { Key } from '../platform/table/keys.ts';
import { ticketPartition } from '../tickets/index.ts';

export const emailKeys = {
  /** The outcome of an inbound email, which a second delivery of the same email finds. */
  inboundMail: (identity: string): Key => ({ pk: `MAIL#${identity}`, sk: 'MAIL' }),
  /** The ticket of an inbound or outbound email, by the digest of its Message-ID. */
  messageId: (hash: string): Key => ({ pk: `MID#${hash}`, sk: 'MID' }),
  /** The ticket that a customer last opened by email with a subject. */
  conversation: (customerId: string, subjectHash: string): Key => ({
    pk: customerPartition(customerId),
    sk: `CONV#${subjectHash}`,
  }),
} as const;

/** Partitions of the index `list`. */
export const emailLists = {
  /** The emails that did not become messages, until they expire. */
  suspended: 'Q#suspended',
} as const;

/** Timed work in a partition that several capabilities share; each uses names of its own. */
export const emailWork = {
  reply: (ticketId: string, eventId: string): TimedWorkRef => ({
    owner: ticketPartition(ticketId),
    name: `reply#${eventId}`,
  }),
} as const;
