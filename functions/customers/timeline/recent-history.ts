import { EVENTS_FROM, EVENTS_TO } from '../../platform/table/keys.ts';
import { queryRange } from '../../platform/table/read.ts';
import type { Table } from '../../platform/table/table.ts';
import { customerKeys } from '../keys.ts';
import { timelineEntry } from './timeline.ts';

/** Of the newest entries of the timeline, so many are looked at. */
const MAX_ENTRIES = 50;

/**
 * The customer's earlier contacts and complaints as far as the newest 50 entries of the timeline show them, the ticket in
 * question not among them.
 */
export async function recentHistory(table: Table, customerId: string, besides: string) {
  const { pk } = customerKeys.customer(customerId);
  const page = await queryRange(table, {
    pk,
    from: EVENTS_FROM,
    to: EVENTS_TO,
    newestFirst: true,
    limit: MAX_ENTRIES,
  });
  const triaged = page.items
    .filter((item) => item.type === 'ticket.triaged')
    .map(timelineEntry)
    .filter(({ summary }) => summary.ticketId !== besides);
  return {
    contacts: triaged.map(({ at, summary }) => ({
      at,
      ...(typeof summary.topicId === 'string' ? { topicId: summary.topicId } : {}),
    })),
    complaints: triaged.filter(({ summary }) => summary.complaint === true).map(({ at }) => ({ at })),
  };
}
