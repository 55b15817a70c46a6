// The keys of the answers of solved tickets.
import type { Key } from '../platform/table/keys.ts';

export const assistKeys = {
  /** The answer that solved a ticket, by the topic and opening time of the ticket. */
  answer: (topicId: string, openedAt: string, ticketId: string): Key => ({
    pk: `ANS#${topicId}`,
    sk: `${openedAt}#${ticketId}`,
  }),
} as const;
