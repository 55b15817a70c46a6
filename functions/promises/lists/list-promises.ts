// Lists of promises, each a page of one index. The indexes follow the table within milliseconds.
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

/** Of an owner: open ones, those of them that are past their time, or what waits to be accepted; the next due first. */
export async function listOwnerPromises(
  table: Table,
  ownerId: string,
  state: 'open' | 'missed' | 'proposed',
  now: Date,
  paging: Paging,
): Promise<PromisePage> {
  const pk = promiseLists.byOwner(ownerId, state === 'proposed' ? 'proposed' : 'open');
  // Due times are the beginning of the sort key; one of this very moment, followed by `#`, is not past.
  const past = state === 'missed' ? { to: now.toISOString() } : {};
  return pageOf(await queryRange(table, { index: 'list', pk, ...past, ...paging }));
}

/** Open ones of everybody that were missed, the longest overdue first. */
export async function listMissedPromises(table: Table, paging: Paging): Promise<PromisePage> {
  const pks = Array.from({ length: VIEW_SHARDS }, (_, shard) => promiseViews.missed(shard));
  return pageOf(await queryMerged(table, { index: 'breach', pks, ...paging }));
}

/** What a customer was promised: open ones by due time, the next first; with what has ended, the latest first. */
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

/** What was promised on a ticket, and what waits to be accepted, in the order it was made. */
export async function listTicketPromises(
  table: Table,
  ticketId: string,
  paging: Paging,
): Promise<PromisePage> {
  return pageOf(await queryRange(table, { index: 'queue', pk: promiseViews.byTicket(ticketId), ...paging }));
}
