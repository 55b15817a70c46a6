// Lists the tickets of a view. Every view is one page of one index, read from all its partitions at once.
import { QUEUE_SHARDS, VIEW_SHARDS } from '../../platform/table/keys.ts';
import { type MergedRange, queryMerged } from '../../platform/table/read.ts';
import type { Table } from '../../platform/table/table.ts';
import { type Priority, type Status, type TicketRow, unsolved } from '../core/ticket.ts';
import { priorityRank } from '../core/ticket-store.ts';
import { ticketLists, ticketViews } from '../keys.ts';

export interface ListTickets {
  /** Only tickets of this queue; absent means all. */
  queueId?: string | undefined;
  /** Only unsolved tickets of this agent. */
  assigneeId?: string | undefined;
  /** Absent means all unsolved tickets. */
  status?: Status | undefined;
  /** Only unsolved tickets of this priority. */
  priority?: Priority | undefined;
  /** `breach`: only tickets with a live clock, the next breach first. */
  sort?: 'priority' | 'breach' | undefined;
  limit: number;
  cursor?: string | undefined;
}

/**
 * Returns a page of a view: by priority, oldest first within a priority; solved and closed tickets newest
 * first. The indexes follow the table within milliseconds, so a ticket may be missing or outdated for that
 * long.
 */
export async function listTickets(table: Table, query: ListTickets) {
  const { limit, cursor } = query;
  const page = await queryMerged(table, { ...rangeOf(query), limit, cursor });
  return {
    items: page.items.map((item) => item.row as TicketRow),
    ...(page.next ? { next: page.next } : {}),
  };
}

function rangeOf(query: ListTickets): Omit<MergedRange, 'limit'> {
  const { queueId, assigneeId, status, priority, sort } = query;
  if (sort === 'breach') return { index: 'breach', pks: shards(VIEW_SHARDS, ticketViews.breach) };
  const priorityRange =
    priority === undefined ? {} : { from: `${priorityRank(priority)}#`, to: `${priorityRank(priority)}#~` };
  if (assigneeId !== undefined)
    return { index: 'list', pks: [ticketLists.assigned(assigneeId)], ...priorityRange };
  const statuses = status === undefined ? unsolved : [status];
  const newestFirst = status === 'solved' || status === 'closed';
  const partitionsOf = (count: number, name: (status: Status, shard: number) => string) =>
    statuses.flatMap((each) => shards(count, (shard) => name(each, shard)));
  if (queueId === undefined)
    return {
      index: 'view',
      pks: partitionsOf(VIEW_SHARDS, ticketViews.status),
      newestFirst,
      ...priorityRange,
    };
  const pks = partitionsOf(QUEUE_SHARDS, (each, shard) => ticketViews.queue(queueId, each, shard));
  return { index: 'queue', pks, newestFirst, ...priorityRange };
}

const shards = (count: number, name: (shard: number) => string) =>
  Array.from({ length: count }, (_, shard) => name(shard));
