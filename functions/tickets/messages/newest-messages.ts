import * as z from 'zod/mini';
import { ActorSchema } from '../../platform/contract/fields.ts';
import type { DomainEvent } from '../../platform/events/domain-event.ts';
import { EVENTS_FROM, EVENTS_TO } from '../../platform/table/keys.ts';
import { queryRange } from '../../platform/table/read.ts';
import type { Table } from '../../platform/table/table.ts';
import { ticketKeys } from '../keys.ts';
import { publicMessage } from '../views/thread-entry.ts';

export const PublicMessageSchema = z.object({
  id: z.string(),
  at: z.string(),
  actor: ActorSchema,
  message: z.string(),
});
export type PublicMessage = z.output<typeof PublicMessageSchema>;

const PAGE = 50;
/** Limits the search when the newest entries are only notes and changes. */
const MAX_PAGES = 4;

/** Returns the newest public messages among the last 200 events of a ticket, newest first. */
export async function newestMessages(
  table: Table,
  ticketId: string,
  limit: number,
): Promise<PublicMessage[]> {
  const { pk } = ticketKeys.ticket(ticketId);
  const range = { pk, from: EVENTS_FROM, to: EVENTS_TO, newestFirst: true, limit: PAGE } as const;
  const found: PublicMessage[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const page = await queryRange(table, { ...range, cursor });
    for (const item of page.items) {
      const { id, at, type, actor, data } = item as DomainEvent;
      const message = publicMessage(type, data);
      if (message !== undefined) found.push({ id, at, actor, message });
    }
    cursor = page.next;
    if (!cursor || found.length >= limit) break;
  }
  return found.slice(0, limit);
}
