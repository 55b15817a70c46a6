import { queryRange } from '../platform/table/read.ts';
import type { Table } from '../platform/table/table.ts';
import { DESK } from './increment.ts';
import { NOW, sumOf } from './increments.ts';
import { metricKeys } from './keys.ts';

/**
 * Counts the tickets by status for each queue, priority or agent, from the running totals of the rollup in
 * one range of the table. The queue `-` holds tickets without a queue. Groups without tickets are left out.
 */
export async function deskCounts(table: Table, by: string, id?: string) {
  const { pk } = metricKeys.kpi(DESK, '', '', 0);
  const from = `${NOW}#${by}:${id === undefined ? '' : `${id}#`}`;
  const counts = new Map<string, Record<string, number>>();
  let cursor: string | undefined;
  do {
    const page = await queryRange(table, { pk, from, to: `${from}\uffff`, cursor });
    for (const { pk: _pk, sk, ...parts } of page.items) addTo(counts, idOf(String(sk)), parts);
    cursor = page.next;
  } while (cursor);
  const items = [...counts].map(([name, sums]) => ({ id: name, counts: withoutZeros(sums) }));
  return { items: items.filter((item) => Object.keys(item.counts).length > 0) };
}

/** Returns the group's id, for example `billing` for `NOW#queue:billing#0`. */
const idOf = (sk: string) => sk.slice(sk.indexOf(':') + 1, sk.lastIndexOf('#'));

function addTo(
  counts: Map<string, Record<string, number>>,
  id: string,
  parts: Record<string, unknown>,
): void {
  const more = Object.entries(parts).map(([status, count]) => [status, Number(count)] as const);
  counts.set(id, sumOf(counts.get(id) ?? {}, Object.fromEntries(more)));
}

const withoutZeros = (sums: Record<string, number>) =>
  Object.fromEntries(Object.entries(sums).filter(([, count]) => count !== 0));
