import type { Item, Table } from '../../platform/table/table.ts';
import type { Ticket } from '../core/ticket.ts';
import { readThread } from '../core/ticket-store.ts';
import { ticketError } from '../errors.ts';

const PAGE = 100;

/**
 * Reads a ticket and its thread, up to the page that completes `wanted`, or all of it. Refuses an unknown
 * ticket with `ticket.not_found`.
 */
export async function readWholeThread(
  table: Table,
  ticketId: string,
  wanted?: Set<string>,
): Promise<{ ticket: Ticket; entries: Item[] }> {
  const first = await readThread(table, ticketId, PAGE);
  if (!first.ticket) throw ticketError('ticket.not_found');
  const missing = new Set(wanted);
  const entries: Item[] = [];
  for (let page = first; ; page = await readThread(table, ticketId, PAGE, page.next)) {
    entries.push(...page.entries);
    for (const { id } of page.entries) missing.delete(String(id));
    if (page.next === undefined || (wanted && missing.size === 0)) return { ticket: first.ticket, entries };
  }
}
