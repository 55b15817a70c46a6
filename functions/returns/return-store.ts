import { returnMoved } from '../compensation/events.ts';
import type { TransactionPart } from '../compensation/grants/make-grant.ts';
import { DomainError } from '../platform/errors.ts';
import { keys } from '../platform/table/keys.ts';
import { getItem } from '../platform/table/read.ts';
import { stale } from '../platform/table/refusal.ts';
import type { Table } from '../platform/table/table.ts';
import { create, replace, type Write } from '../platform/table/write.ts';
import type { Return } from './return-requests.ts';

const toItem = (goods: Return) => ({ t: 'return', version: goods.version, return: goods });
export const createReturn = (goods: Return): Write =>
  create(keys.return(goods.ticketId), toItem(goods), stale);

/** Writes a return over the version that was read; another one meanwhile is `write.contended`. */
export const saveReturn = (next: Return): Write =>
  replace(keys.return(next.ticketId), toItem(next), next.version - 1, stale);

/** A return in another state, with the event that says so. */
export const moveWrites = (before: Return, next: Return): TransactionPart => ({
  writes: [saveReturn(next)],
  events: [returnMoved(before, next)],
});

/** Refuses a ticket that has none with `return.not_found`. */
export async function requireReturn(table: Table, ticketId: string): Promise<Return> {
  const item = await getItem(table, keys.return(ticketId));
  if (!item) throw new DomainError('return.not_found');
  return item.return as Return;
}
