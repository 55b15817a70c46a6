import type { Context } from '../platform/context.ts';
import { appendEvent } from '../platform/table/new-event.ts';
import type { Table } from '../platform/table/table.ts';
import type { Write } from '../platform/table/write.ts';
import { openTicket, type Ticket } from '../tickets/index.ts';
import { returnRequested } from './new-events.ts';
import { openedReturn } from './return.ts';
import type { OpenReturnRequest, Return } from './return-requests.ts';
import { createReturn } from './return-store.ts';

/**
 * Opens a return together with its ticket of kind `return`, in one transaction. Refuses an unknown customer
 * with `customer.not_found`. A repeated request returns the return as it was when opened. The writes in
 * `also` join the transaction.
 */
export async function openReturn(
  table: Table,
  request: OpenReturnRequest,
  openedBy: Ticket['openedBy'],
  context: Context,
  also: readonly Write[] = [],
): Promise<Return> {
  const returnOf = ({ id: ticketId, openedAt }: Pick<Ticket, 'id' | 'openedAt'>) =>
    openedReturn(request, { ticketId, openedAt });
  const alsoWrite = (ticket: Ticket) => {
    const newReturn = returnOf(ticket);
    return [...also, createReturn(newReturn), appendEvent(returnRequested(newReturn), context)];
  };
  return returnOf(await openTicket(table, ticketRequest(request), openedBy, context, alsoWrite));
}

const ticketRequest = ({ customerId, channel, orderRef, lines, message, language }: OpenReturnRequest) => ({
  customerId,
  channel,
  language,
  kind: 'return' as const,
  subject: `Return of order ${orderRef}`,
  message:
    message ?? lines.map(({ quantity, name, reason }) => `${quantity} × ${name} (${reason})`).join('\n'),
});
