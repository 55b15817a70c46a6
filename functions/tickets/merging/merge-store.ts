// What merges changed, on the table, beside the ticket that they went into.

import { DAY_MS, epochSeconds } from '../../platform/clock.ts';
import { queryRange } from '../../platform/table/read.ts';
import { rejection, stale } from '../../platform/table/refusal.ts';
import type { Table } from '../../platform/table/table.ts';
import { create, remove, type Write } from '../../platform/table/write.ts';
import { ticketError } from '../errors.ts';
import { ticketKeys } from '../keys.ts';
import type { MergeRecord } from './merge-facts.ts';

/** For how long a merge can be undone. */
export const UNMERGE_WINDOW_MS = 30 * DAY_MS;

/** At most 20 that can still be undone: one page. */
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

/** Takes the record away, once. */
export const removeMerge = (targetId: string, sourceId: string): Write =>
  remove(ticketKeys.merge(targetId, sourceId), { expression: 'attribute_exists(pk)' }, () =>
    rejection(ticketError('ticket.unmerge_refused', 'The merge was already undone.')),
  );
