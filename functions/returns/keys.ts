// The key of a return: with its ticket, outside the thread.
import type { Key } from '../platform/table/keys.ts';
import { ticketPartition } from '../tickets/index.ts';

export const returnKeys = {
  return: (ticketId: string): Key => ({ pk: ticketPartition(ticketId), sk: 'RET' }),
} as const;
