import { assertVersion, type ExpectedVersion } from '../platform/contract/version.ts';
import { getItem } from '../platform/table/read.ts';
import { stale } from '../platform/table/refusal.ts';
import type { Table } from '../platform/table/table.ts';
import type { TransactionPart } from '../platform/table/transaction-part.ts';
import { create, replace, type Write } from '../platform/table/write.ts';
import { returnError } from './errors.ts';
import { returnKeys } from './keys.ts';
import { returnMoved } from './new-events.ts';
import type { Return } from './return-requests.ts';

const toItem = (row: Return) => ({ t: 'return', version: row.version, return: row });

export const createReturn = (newReturn: Return): Write =>
  create(returnKeys.return(newReturn.ticketId), toItem(newReturn), stale);

/** Writes a return over the version that was read. Stale when the return was changed meanwhile. */
export const saveReturn = (next: Return): Write =>
  replace(returnKeys.return(next.ticketId), toItem(next), next.version - 1, stale);

/** Returns the write and the event of a return that changes its state. */
export const moveWrites = (before: Return, next: Return): TransactionPart => ({
  writes: [saveReturn(next)],
  events: [returnMoved(before, next)],
});

/** Loads the return of a ticket. Refuses a ticket without one with `return.not_found`. */
export async function requireReturn(table: Table, ticketId: string): Promise<Return> {
  const item = await getItem(table, returnKeys.return(ticketId));
  if (!item) throw returnError('return.not_found');
  return item.return as Return;
}

/**
 * Loads a return on the version that the caller read; refuses another version with `version.stale`. When the
 * return changes between this read and the write, the write fails, the caller's retry reads it again, and
 * this refuses.
 */
export async function loadReturnAtVersion(
  table: Table,
  ticketId: string,
  version: ExpectedVersion,
): Promise<Return> {
  const current = await requireReturn(table, ticketId);
  assertVersion(version, current.version, 'the return');
  return current;
}
