// The complaint register for auditors.
import { stringify } from 'csv-stringify/sync';
import type { CsvPage } from '../platform/contract/fields.ts';
import { queryMerged, queryRange } from '../platform/table/read.ts';
import type { Table } from '../platform/table/table.ts';
import { complaintLists } from './keys.ts';
import type { Complaint } from './lifecycle/complaint.ts';

/** Lists the complaints of a month in the order in which they were received. */
export async function listComplaints(table: Table, month: string, limit: number, cursor?: string) {
  const page = await queryRange(table, { index: 'list', pk: complaintLists.register(month), limit, cursor });
  const items = page.items.map((item) => item.row as Complaint);
  return page.next ? { items, next: page.next } : { items };
}

/**
 * Exports one CSV row per complaint: what was due when, what was done when, and how it ended. No row contains
 * any text of the customer.
 */
export async function exportRegister(
  table: Table,
  { from, to, limit, cursor }: { from: string; to: string; limit: number; cursor?: string | undefined },
): Promise<CsvPage> {
  const pks = monthsBetween(from, to).map(complaintLists.register);
  const page = await queryMerged(table, {
    index: 'list',
    pks,
    from,
    to: `${to}~`,
    limit,
    cursor,
  });
  const rows = page.items.map((item) => registerRow(item.row as Complaint));
  const csv = stringify(rows, { header: true, columns: [...columns], escape_formulas: true, bom: true });
  return page.next ? { csv, next: page.next } : { csv };
}

const columns = [
  'ticketId',
  'customerId',
  'channel',
  'state',
  'reasons',
  'receivedAt',
  'acknowledgeBy',
  'acknowledgedAt',
  'summaryBy',
  'finalBy',
  'answer',
  'answeredAt',
  'answeredBy',
  'outcome',
  'redressMinor',
  'redressCurrency',
  'missed',
  'mistakenReason',
  'mergedInto',
] as const;

function registerRow(complaint: Complaint): Record<(typeof columns)[number], unknown> {
  const { ticketId, customerId, channel, state, receivedAt, response, mistaken } = complaint;
  const { acknowledgeBy, acknowledgedAt, summaryBy, finalBy } = complaint;
  return {
    ticketId,
    customerId,
    channel,
    state,
    reasons: complaint.reasons.join('; '),
    receivedAt,
    acknowledgeBy,
    acknowledgedAt,
    summaryBy,
    finalBy,
    answer: response?.kind,
    answeredAt: response?.at,
    answeredBy: response?.by,
    outcome: response?.outcome,
    redressMinor: response?.redress?.amountMinor,
    redressCurrency: response?.redress?.currency,
    missed: complaint.missed.join(' '),
    mistakenReason: mistaken?.reason,
    mergedInto: complaint.mergedInto,
  };
}

/** Returns the months (`2026-11`) from one date to another, both ends included. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  const last = to.slice(0, 7);
  for (
    let at = new Date(`${from.slice(0, 7)}-01T00:00:00Z`);
    months.at(-1) !== last;
    at.setUTCMonth(at.getUTCMonth() + 1)
  )
    months.push(at.toISOString().slice(0, 7));
  return months;
}
