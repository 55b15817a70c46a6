// The timeline holds every event of a customer: the customer's own as they were committed, those of tickets, surveys and
// outreach as entries that a reader of the stream puts there, cut to what one line needs.

import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DomainEvent } from '../../platform/events/domain-event.ts';
import { parseStored } from '../../platform/events/parse-event.ts';
import { keys } from '../../platform/table/keys.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import { CustomerUpdated } from '../events.ts';
import { customerPartition } from '../keys.ts';

const MAX_TEXT = 160;

/** The data of an event with long texts cut and nested things left out: at most a few hundred bytes. */
export function summaryOf(data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data)
      .filter(([, value]) => typeof value !== 'object' || isMoney(value))
      .map(([name, value]) => [name, typeof value === 'string' ? shortened(value) : value]),
  );
}

const isMoney = (value: unknown) => typeof value === 'object' && value !== null && 'amountMinor' in value;

function shortened(value: string): string {
  const characters = [...value];
  return characters.length > MAX_TEXT ? `${characters.slice(0, MAX_TEXT - 1).join('')}…` : value;
}

/**
 * Puts another capability's event on the customer's timeline. The key is a function of the event: a second delivery
 * finds the entry there, a late one finds its place by its time.
 */
export async function addToTimeline(table: Table, event: DomainEvent): Promise<void> {
  if (event.customerId === undefined) return;
  const { id, type, at, actor } = event;
  const put = new PutCommand({
    TableName: table.name,
    Item: {
      ...keys.event(customerPartition(event.customerId), at, id),
      t: 'entry',
      id,
      type,
      at,
      actor,
      summary: summaryOf(event.data),
    },
    ConditionExpression: 'attribute_not_exists(pk)',
  });
  try {
    await table.doc.send(put);
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

/** A stored entry, or one of the customer's own events, as the API shows it. */
export function timelineEntry(item: Item) {
  const { id, type, at, actor, summary, data } = item as {
    id: string;
    type: string;
    at: string;
    actor: { role: string; id: string };
    summary?: Record<string, unknown>;
    data?: Record<string, unknown>;
  };
  return { id, type, at, actor, summary: summary ?? ownSummaryOf(item, data) };
}

/** The summary of one of the customer's own events. The names of changed fields are one line, whatever the version says. */
function ownSummaryOf(item: Item, data: Record<string, unknown> = {}): Record<string, unknown> {
  if (item.type !== CustomerUpdated.type) return summaryOf(data);
  const { customerId, changed } = parseStored(CustomerUpdated, item).data;
  return summaryOf({ customerId, changed: changed.join(', ') });
}
