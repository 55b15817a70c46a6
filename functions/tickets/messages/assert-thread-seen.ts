// Detects replies that cross: a reply can name the last entry that its author has seen.
import type { Context } from '../../platform/context.ts';
import { EVENTS_TO, keys } from '../../platform/table/keys.ts';
import { queryRange } from '../../platform/table/read.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import type { Ticket } from '../core/ticket.ts';
import { ticketError } from '../errors.ts';
import { ticketKeys } from '../keys.ts';

/** The newest entries that are compared; an author who has seen none of them has not seen the thread. */
const MAX_ENTRIES = 100;

/**
 * Refuses with `ticket.new_messages`, and names each message, when public messages of others, or a merge that
 * brought some, are newer than the entry `seen`. Runs one Query, and one more per merged ticket. The caller
 * writes on the version of `ticket`.
 */
export async function assertThreadSeen(
  table: Table,
  ticket: Ticket,
  seen: string,
  actor: Context['actor'],
): Promise<void> {
  const merged = (ticket.mergedFrom ?? []).map(({ ticketId }) => ticketId);
  const [own = [], ...others] = await Promise.all(
    [ticket.id, ...merged].map((id) => newestEntries(table, id)),
  );
  const seenEntry = [own, ...others].flat().find(({ id }) => id === seen);
  const newer = own.filter(
    (item) => isUnseenMessage(item, actor) && (!seenEntry || String(item.sk) > sortKeyOf(seenEntry)),
  );
  if (newer.length === 0) return;
  const issues = newer.toReversed().map(({ id }) => ({ path: `thread.${String(id)}`, message: 'is newer' }));
  throw ticketError('ticket.new_messages', `The ticket has ${newer.length} newer messages.`, issues);
}

async function newestEntries(table: Table, ticketId: string): Promise<Item[]> {
  const { pk } = ticketKeys.ticket(ticketId);
  const from = keys.openingEvent(pk).sk;
  const range = { pk, from, to: EVENTS_TO, newestFirst: true, consistent: true, limit: MAX_ENTRIES };
  return (await queryRange(table, range)).items;
}

const sortKeyOf = ({ pk, at, id }: Item) => keys.event(String(pk), String(at), String(id)).sk;

function isUnseenMessage({ type, data, actor: by }: Item, actor: Context['actor']): boolean {
  if ((by as Context['actor']).id === actor.id) return false;
  return (
    type === 'ticket.merged' ||
    (type === 'ticket.message_added' && (data as { visibility: string }).visibility === 'public')
  );
}
