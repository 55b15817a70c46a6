// Lists of promises, each read from one index. The indexes lag the table by milliseconds.
import { VIEW_SHARDS } from '../../platform/table/keys.ts';
import { type PageOfItems, queryMerged, queryRange } from '../../platform/table/read.ts';
import type { Table } from '../../platform/table/table.ts';
import { promiseLists, promiseViews } from '../keys.ts';
import type { CustomerPromise } from '../lifecycle/promise.ts';
import { fromItem } from '../lifecycle/promise-store.ts';

export interface Paging {
  limit: number;
  cursor?: string | undefined;
}
export interface PromisePage {
  items: CustomerPromise[];
  next?: string;
}

const pageOf = ({ items, next }: PageOfItems): PromisePage => ({
  items: items.map(fromItem),
  ...(next ? { next } : {}),
});

/** Lists the open, missed or proposed promises of an owner, the next due first. */
export async function listOwnerPromises(
  table: Table,
  ownerId: string,
  state: 'open' | 'missed' | 'proposed',
  now: Date,
  paging: Paging,
): Promise<PromisePage> {
  const pk = promiseLists.byOwner(ownerId, state === 'proposed' ? 'proposed' : 'open');
  // The sort key is `<dueAt>#<id>`, so this bound excludes a promise that is due at this very moment.
  const range = state === 'missed' ? { to: now.toISOString() } : {};
  return pageOf(await queryRange(table, { index: 'list', pk, ...range, ...paging }));
}

/** Lists the missed open promises of all owners, the longest overdue first. */
export async function listMissedPromises(table: Table, paging: Paging): Promise<PromisePage> {
  const pks = Array.from({ length: VIEW_SHARDS }, (_, shard) => promiseViews.missed(shard));
  return pageOf(await queryMerged(table, { index: 'breach', pks, ...paging }));
}

/**
 * Lists the promises to a customer by due time: open promises with the next due first, lists that include
 * ended promises with the latest first.
 */
export async function listCustomerPromises(
  table: Table,
  customerId: string,
  state: 'open' | 'ended' | 'all',
  paging: Paging,
): Promise<PromisePage> {
  const states = state === 'all' ? (['open', 'ended'] as const) : [state];
  const pks = states.map((of) => promiseViews.byCustomer(customerId, of));
  return pageOf(await queryMerged(table, { index: 'view', pks, newestFirst: state !== 'open', ...paging }));
}

/** Lists the promises and proposals of a ticket in the order in which they were made. */
export async function listTicketPromises(
  table: Table,
  ticketId: string,
  paging: Paging,
): Promise<PromisePage> {
  return pageOf(await queryRange(table, { index: 'queue', pk: promiseViews.byTicket(ticketId), ...paging }));
}
