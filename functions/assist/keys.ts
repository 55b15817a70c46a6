// The keys of solved tickets' answers.
import type { Key } from '../platform/table/keys.ts';

export const assistKeys = {
  /** What solved a ticket, by the topic and the time of the ticket. */
  answer: (topicId: string, openedAt: string, ticketId: string): Key => ({
    pk: `ANS#${topicId}`,
    sk: `${openedAt}#${ticketId}`,
  }),
} as const;
