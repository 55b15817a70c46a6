// Views of the tickets. Every view is one page from one index, read from all its partitions at once.
import { QUEUE_SHARDS, VIEW_SHARDS } from '../../platform/table/keys.ts';
import { type MergedRange, queryMerged } from '../../platform/table/read.ts';
import type { Table } from '../../platform/table/table.ts';
import { type Priority, type Status, type TicketRow, unsolved } from '../core/ticket.ts';
import { priorityRank } from '../core/ticket-store.ts';
import { ticketLists, ticketViews } from '../keys.ts';

export interface ListTickets {
  /** Tickets of a queue; absent: of all. */
  queueId?: string | undefined;
  /** Unsolved tickets of an agent. */
  assigneeId?: string | undefined;
  /** Absent: all that is unsolved. */
  status?: Status | undefined;
  /** Only unsolved ones of a priority. */
  priority?: Priority | undefined;
  /** `breach`: those with a promise of service to keep, the next to break first. */
  sort?: 'priority' | 'breach' | undefined;
  limit: number;
  cursor?: string | undefined;
}

/**
 * A page of a view: the most pressing first and the oldest first within a priority; solved and closed ones newest first.
 * The indexes follow the table within milliseconds, so a ticket may be missing, or shown as it was, for that long.
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
  const of =
    priority === undefined ? {} : { from: `${priorityRank(priority)}#`, to: `${priorityRank(priority)}#~` };
  if (assigneeId !== undefined) return { index: 'list', pks: [ticketLists.assigned(assigneeId)], ...of };
  const statuses = status === undefined ? unsolved : [status];
  const newestFirst = status === 'solved' || status === 'closed';
  const spread = (count: number, name: (status: Status, shard: number) => string) =>
    statuses.flatMap((each) => shards(count, (shard) => name(each, shard)));
  if (queueId === undefined)
    return { index: 'view', pks: spread(VIEW_SHARDS, ticketViews.status), newestFirst, ...of };
  const pks = spread(QUEUE_SHARDS, (each, shard) => ticketViews.queue(queueId, each, shard));
  return { index: 'queue', pks, newestFirst, ...of };
}

const shards = (count: number, name: (shard: number) => string) =>
  Array.from({ length: count }, (_, shard) => name(shard));
