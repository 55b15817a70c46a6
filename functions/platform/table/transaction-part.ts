import type { NewEvent } from './new-event.ts';
import type { Write } from './write.ts';

/** Writes and events that belong to the same transaction as others. */
export interface TransactionPart {
  writes: Write[];
  events: NewEvent[];
}
