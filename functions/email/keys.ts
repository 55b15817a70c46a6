// The keys by which an inbound e-mail finds its ticket, and finds itself when it arrives again.

import { customerPartition } from '../customers/index.ts';
import type { TimedWorkRef } from '../platform/scheduling/timed-work.ts';
import type { Key } from '../platform/table/keys.ts';
import { ticketPartition } from '../tickets/index.ts';

export const emailKeys = {
  /** The outcome of an inbound e-mail; a second delivery of the same e-mail finds it. */
  inboundMail: (identity: string): Key => ({ pk: `MAIL#${identity}`, sk: 'MAIL' }),
  /** The ticket of an e-mail, inbound or outbound, by the digest of its Message-ID. */
  messageId: (hash: string): Key => ({ pk: `MID#${hash}`, sk: 'MID' }),
  /** The ticket that a customer last opened by e-mail on a subject. */
  conversation: (customerId: string, subjectHash: string): Key => ({
    pk: customerPartition(customerId),
    sk: `CONV#${subjectHash}`,
  }),
} as const;

/** Partitions of the index `list`. */
export const emailLists = {
  /** E-mails that became no message, until they expire. */
  suspended: 'Q#suspended',
} as const;

/** Timed work in a partition that several capabilities use, each by names of its own. */
export const emailWork = {
  reply: (ticketId: string, eventId: string): TimedWorkRef => ({
    owner: ticketPartition(ticketId),
    name: `reply#${eventId}`,
  }),
} as const;
