// Stores the records of merges beside their target tickets.

import { DAY_MS, epochSeconds } from '../../platform/clock.ts';
import { queryRange } from '../../platform/table/read.ts';
import { rejection, stale } from '../../platform/table/refusal.ts';
import type { Table } from '../../platform/table/table.ts';
import { create, remove, type Write } from '../../platform/table/write.ts';
import { ticketError } from '../errors.ts';
import { ticketKeys } from '../keys.ts';
import type { MergeRecord } from './merge-facts.ts';

/** The time during which a merge can be undone. */
export const UNMERGE_WINDOW_MS = 30 * DAY_MS;

/** Loads the merges into a ticket that can still be undone: at most 20, which fit on one page. */
export async function loadMerges(table: Table, targetId: string): Promise<MergeRecord[]> {
  const { mergesPrefix: from } = ticketKeys;
  const { pk } = ticketKeys.merge(targetId, '');
  const { items } = await queryRange(table, { pk, from, to: `${from}~`, consistent: true });
  return items.map((item) => item.merge as MergeRecord);
}

export function saveMerge(targetId: string, merge: MergeRecord, now: Date): Write {
  const ttl = epochSeconds(new Date(now.getTime() + UNMERGE_WINDOW_MS));
  return create(ticketKeys.merge(targetId, merge.sourceId), { t: 'merge', merge, ttl }, stale);
}

/** Deletes the record of a merge. Refuses with `ticket.unmerge_refused` when it is already deleted. */
export const removeMerge = (targetId: string, sourceId: string): Write =>
  remove(ticketKeys.merge(targetId, sourceId), { expression: 'attribute_exists(pk)' }, () =>
    rejection(ticketError('ticket.unmerge_refused', 'The merge was already undone.')),
  );
