// The key of a return. The item is in its ticket's partition, outside the thread.
import type { Key } from '../platform/table/keys.ts';
import { ticketPartition } from '../tickets/index.ts';

export const returnKeys = {
  return: (ticketId: string): Key => ({ pk: ticketPartition(ticketId), sk: 'RET' }),
} as const;
