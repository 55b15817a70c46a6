import type { Context } from '../../platform/context.ts';
import type { DomainEvent } from '../../platform/events/domain-event.ts';
import type { Table } from '../../platform/table/table.ts';
import { sendNotifications } from '../../tickets/index.ts';

/** Tells who asked for a grant, and who gave it, what became of it; never who did it. That all went well is no news. */
export async function notifyRequester(table: Table, event: DomainEvent, { now }: Context): Promise<void> {
  const { requestedBy, by, outcome } = event.data as { requestedBy: string; by?: string; outcome: string };
  if (outcome === 'paid') return;
  const concerned = [requestedBy, by].filter((id) => id !== undefined && id !== event.actor.id);
  await sendNotifications(table, event, new Map(concerned.map((id) => [String(id), 'requested'])), now);
}
