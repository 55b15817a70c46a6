// Stores promises: one item in its own partition. Indexes list it by owner, customer, ticket and among the
// missed ones. `row` is the whole promise, because lists return all of it.
import { VIEW_SHARDS } from '../../platform/table/keys.ts';
import { getItem } from '../../platform/table/read.ts';
import { type OnFailed, stale } from '../../platform/table/refusal.ts';
import { shardOf } from '../../platform/table/shard.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import { assertCondition, create, replace, type Write } from '../../platform/table/write.ts';
import { promiseKeys, promiseLists, promiseViews } from '../keys.ts';
import { type CustomerPromise, isOverdue } from './promise.ts';

function toItem(promise: CustomerPromise): Item {
  return { t: 'promise', version: promise.version, row: promise, ...promiseIndexKeys(promise) };
}

export const fromItem = (item: Item) => item.row as CustomerPromise;

/** Returns the index keys of a promise. Lists of customers contain no proposals; those of staff do. */
function promiseIndexKeys(promise: CustomerPromise): Item {
  const { id, state, ownerId, customerId, ticketId, dueAt, madeAt } = promise;
  const sk = `${dueAt}#${id}`;
  if (state === 'dismissed' || state === 'expired') return {};
  const onTicket = { queuePk: promiseViews.byTicket(ticketId), queueSk: `${madeAt}#${id}` };
  const withOwner = {
    listPk: promiseLists.byOwner(ownerId, state === 'open' ? 'open' : 'proposed'),
    listSk: sk,
  };
  if (state === 'proposed') return { ...onTicket, ...withOwner };
  const open = state === 'open';
  return {
    ...onTicket,
    viewPk: promiseViews.byCustomer(customerId, open ? 'open' : 'ended'),
    viewSk: sk,
    ...(open ? withOwner : {}),
    ...(isOverdue(promise) ? { breachPk: promiseViews.missed(shardOf(id, VIEW_SHARDS)), breachSk: sk } : {}),
  };
}

/**
 * Creates a promise, or writes its next state over the version that it was decided on. `onFailed` is the
 * refusal when that version has changed.
 */
export function savePromise(next: CustomerPromise, onFailed: OnFailed = stale): Write {
  const key = promiseKeys.promise(next.id);
  return next.version === 1
    ? create(key, toItem(next), onFailed)
    : replace(key, toItem(next), next.version - 1, onFailed);
}

/**
 * Asserts that the promise has not changed since it was read; above all, that it still has the same owner.
 */
export function samePromiseCheck({ id, version }: CustomerPromise): Write {
  const condition = { expression: '#version = :version', values: { version } };
  return assertCondition(promiseKeys.promise(id), condition, stale);
}

export async function loadPromise(table: Table, promiseId: string): Promise<CustomerPromise | undefined> {
  const item = await getItem(table, promiseKeys.promise(promiseId));
  return item && fromItem(item);
}
