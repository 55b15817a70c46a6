// A ticket's thread as the analysis reads it.
import type { ThreadMessage } from '../intelligence/index.ts';
import { DomainError } from '../platform/errors.ts';
import type { Item, Table } from '../platform/table/table.ts';
import { loadTicket, readThread, type Ticket } from '../tickets/index.ts';

/** Of a longer thread the newest say where it stands; the opening says what was asked. */
const MOST_ENTRIES = 200;

export interface ReadThread {
  ticket: Ticket;
  messages: ThreadMessage[];
}

/** The messages of a ticket, oldest first. Refuses an unknown one with `ticket.not_found`. */
export async function readMessages(table: Table, ticketId: string): Promise<ReadThread> {
  const { ticket, entries } = await readThread(table, ticketId, MOST_ENTRIES);
  const found = ticket ?? (await loadTicket(table, ticketId));
  if (!found) throw new DomainError('ticket.not_found');
  return { ticket: found, messages: entries.flatMap(messageOf) };
}

/** The opening is what the customer wants, whoever typed it: staff open tickets for people on the phone. */
function messageOf({ id, type, actor, data }: Item): ThreadMessage[] {
  const { message, visibility, automatic } = data as Record<string, unknown>;
  if (type === 'ticket.opened') return [{ id: String(id), from: 'customer', text: String(message) }];
  if (type !== 'ticket.message_added' || automatic === true) return [];
  const from = (actor as { role: string }).role === 'customer' ? ('customer' as const) : ('staff' as const);
  return [{ id: String(id), from, internal: visibility === 'internal', text: String(message) }];
}
