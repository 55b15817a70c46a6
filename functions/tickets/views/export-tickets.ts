import { stringify } from 'csv-stringify/sync';
import type { CsvPage } from '../../platform/contract/fields.ts';
import type { Table } from '../../platform/table/table.ts';
import type { TicketRow } from '../core/ticket.ts';
import { type ListTickets, listTickets } from './list-tickets.ts';

const columns = [
  'id',
  'subject',
  'status',
  'priority',
  'channel',
  'queueId',
  'assigneeId',
  'customerId',
  'openedAt',
  'waitingSince',
  'breachAt',
  'sensitive',
] as const satisfies readonly (keyof TicketRow)[];

/** The rows that are read at once from each partition of a view. */
const PAGE = 500;

/**
 * Exports a view as CSV with a header line. Escapes cells that a spreadsheet would run as a formula, because
 * customers write the subjects.
 */
export async function exportTickets(table: Table, query: ListTickets): Promise<CsvPage> {
  const rows: TicketRow[] = [];
  let cursor = query.cursor;
  do {
    const limit = Math.min(PAGE, query.limit - rows.length);
    const page = await listTickets(table, { ...query, limit, cursor });
    rows.push(...page.items);
    cursor = page.next;
  } while (cursor && rows.length < query.limit);
  const cells = rows.map((row) => ({ ...row, sensitive: row.sensitive?.join(' ') }));
  const csv = stringify(cells, { header: true, columns: [...columns], escape_formulas: true, bom: true });
  return cursor ? { csv, next: cursor } : { csv };
}
