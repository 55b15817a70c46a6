import { EVENTS_FROM, EVENTS_TO } from '../../platform/table/keys.ts';
import { queryRange } from '../../platform/table/read.ts';
import type { Table } from '../../platform/table/table.ts';
import { customerKeys } from '../keys.ts';
import { timelineEntry } from './timeline.ts';

/** How many of the newest timeline entries are read. */
const MAX_ENTRIES = 50;

/**
 * Returns the customer's earlier contacts and complaints among the newest 50 timeline entries, without those
 * of the ticket `exceptTicketId`.
 */
export async function recentHistory(table: Table, customerId: string, exceptTicketId: string) {
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
    .filter(({ summary }) => summary.ticketId !== exceptTicketId);
  return {
    contacts: triaged.map(({ at, summary }) => ({
      at,
      ...(typeof summary.topicId === 'string' ? { topicId: summary.topicId } : {}),
    })),
    complaints: triaged.filter(({ summary }) => summary.complaint === true).map(({ at }) => ({ at })),
  };
}
