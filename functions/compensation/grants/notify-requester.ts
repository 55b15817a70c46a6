import type { Context } from '../../platform/context.ts';
import type { EventOf } from '../../platform/events/event-definition.ts';
import type { Table } from '../../platform/table/table.ts';
import { sendNotifications } from '../../tickets/index.ts';
import type { ApprovalSettled, GrantSettled } from '../events.ts';

/** Tells who asked for a grant, and who gave it, what became of it; never who did it. That all went well is no news. */
export async function notifyRequester(
  table: Table,
  event: EventOf<typeof ApprovalSettled | typeof GrantSettled>,
  { now }: Context,
): Promise<void> {
  const { data } = event;
  if (data.outcome === 'paid') return;
  const concerned = [data.requestedBy, 'by' in data ? data.by : undefined].filter((id) => id !== undefined);
  const others = concerned.filter((id) => id !== event.actor.id);
  await sendNotifications(table, event, new Map(others.map((id) => [id, 'requested'])), now);
}
