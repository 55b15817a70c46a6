// Tickets on the table. What a queue page shows stands in `row`, which the list index projects; what every reply
// changes stands outside it, so that a reply does not touch the index.
import { DomainError } from '../platform/errors.ts';
import { EVENTS_TO, keys, lists } from '../platform/table/keys.ts';
import { getItem, queryRange } from '../platform/table/read.ts';
import type { Item, Table } from '../platform/table/table.ts';
import { create, replace, type Write } from '../platform/table/write.ts';
import { type Priority, priorities, type Ticket, type TicketRow } from './ticket.ts';

const rank = (priority: Priority) => priorities.indexOf(priority);

/** Where the ticket is listed: in its line, or most pressing first, then oldest; solved ones by the time of solving. */
export function listPlace(ticket: Ticket): { listPk: string; listSk: string } {
  if (ticket.status === 'solved') return { listPk: lists.solved, listSk: `${ticket.solvedAt}#${ticket.id}` };
  if (ticket.line && !ticket.assigneeId) return { listPk: lists.line(ticket.line), listSk: orderOf(ticket) };
  const listSk = `${rank(ticket.priority)}#${ticket.openedAt}#${ticket.id}`;
  return { listPk: ticket.assigneeId ? lists.assigned(ticket.assigneeId) : lists.waiting, listSk };
}

/** No promise is live: behind all that have one. */
const NEVER = '9999-12-31T00:00:00.000Z';

/**
 * The order in which waiting tickets are served, as text: priority (a VIP's before others of the same priority, the
 * highest tier first), then the time to the next breach, then the time since when they wait, then the id.
 */
export function orderOf({ priority, vipTier, breachAt, eligibleAt, id }: Ticket): string {
  return `${rank(priority)}#${vipTier ?? 9}#${breachAt ?? NEVER}#${eligibleAt}#${id}`;
}

export function toItem(ticket: Ticket): Item {
  const { id, customerId, subject, channel, status, priority, assigneeId, openedAt, ...rest } = ticket;
  const row: TicketRow = { id, customerId, subject, channel, status, priority, assigneeId, openedAt };
  return { t: 'ticket', ...listPlace(ticket), row, ...rest };
}

export function fromItem(item: Item): Ticket {
  const { pk: _pk, sk: _sk, t: _t, listPk: _listPk, listSk: _listSk, row, ...rest } = item;
  return { ...(row as TicketRow), ...rest } as Ticket;
}

export function createTicket(ticket: Ticket): Write {
  return create(keys.ticket(ticket.id), toItem(ticket), () => new DomainError('write.contended'));
}

/** Writes the next state over the version that it was decided on; `stale` says what it means when that is gone. */
export function saveTicket(
  next: Ticket,
  stale: (current: Item) => Error = () => new DomainError('version.stale'),
): Write {
  return replace(keys.ticket(next.id), toItem(next), next.version - 1, (current) =>
    current ? stale(current) : new DomainError('ticket.not_found'),
  );
}

export async function loadTicket(table: Table, ticketId: string): Promise<Ticket | undefined> {
  const item = await getItem(table, keys.ticket(ticketId));
  return item && fromItem(item);
}

export interface ThreadPage {
  ticket: Ticket | undefined;
  entries: Item[];
  next?: string;
}

/** The ticket and the first entries of its thread in one read, or the entries that follow a cursor. */
export async function readThread(
  table: Table,
  ticketId: string,
  limit: number,
  cursor?: string,
): Promise<ThreadPage> {
  const { pk, sk } = keys.ticket(ticketId);
  const page = await queryRange(table, {
    pk,
    from: sk,
    to: EVENTS_TO,
    consistent: true,
    limit: cursor ? limit : limit + 1,
    cursor,
  });
  const head = cursor ? undefined : page.items.find((item) => item.sk === sk);
  return {
    ticket: head && fromItem(head),
    entries: page.items.filter((item) => item.t === 'event'),
    ...(page.next ? { next: page.next } : {}),
  };
}
