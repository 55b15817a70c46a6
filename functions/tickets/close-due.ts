import { claim, type DueMessage } from '../platform/agenda/due.ts';
import type { Context } from '../platform/context.ts';
import { commit, whileContended } from '../platform/table/commit.ts';
import type { Table } from '../platform/table/table.ts';
import { close } from './lifecycle.ts';
import { loadTicket, saveTicket } from './store.ts';

/** Closes a ticket that stayed solved for the whole window. One that was reopened meanwhile is left alone. */
export function closeDue(table: Table, due: DueMessage, context: Context): Promise<void> {
  return whileContended(() => closeOnce(table, due, context));
}

async function closeOnce(table: Table, due: DueMessage, context: Context): Promise<void> {
  const ticket = await loadTicket(table, String(due.data.ticketId));
  if (ticket?.status !== 'solved' || ticket.closesAt !== due.at)
    return commit(table, context, { writes: [claim(due)] });
  const { next, events } = close(ticket, 'window', {}, context);
  await commit(table, context, { writes: [claim(due), saveTicket(next)], events });
}
