import type { Context } from '../../platform/context.ts';
import type { EventOf } from '../../platform/events/event-definition.ts';
import type { Table } from '../../platform/table/table.ts';
import { sendNotifications } from '../../tickets/index.ts';
import type { ApprovalSettled, GrantSettled } from '../events.ts';

/**
 * Notifies the requester of a grant, and the person who granted it, of the outcome. Does not notify the
 * person who acted, and does not notify anybody of a payment that succeeded.
 */
export async function notifyRequester(
  table: Table,
  event: EventOf<typeof ApprovalSettled | typeof GrantSettled>,
  { now }: Context,
): Promise<void> {
  const { data } = event;
  if (data.outcome === 'paid') return;
  const recipients = [data.requestedBy, 'by' in data ? data.by : undefined].filter((id) => id !== undefined);
  const others = recipients.filter((id) => id !== event.actor.id);
  await sendNotifications(table, event, new Map(others.map((id) => [id, 'requested'])), now);
}
