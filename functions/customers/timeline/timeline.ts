// The timeline has every event of a customer. The customer's own events are in it as committed. The worker
// adds those of tickets, surveys, promises, grants, returns and complaints as entries, shortened to one line.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { DomainEvent } from '../../platform/events/domain-event.ts';
import { parseStored } from '../../platform/events/parse-event.ts';
import { keys } from '../../platform/table/keys.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import { CustomerUpdated } from '../events.ts';
import { customerPartition } from '../keys.ts';

const MAX_TEXT = 160;

/**
 * Returns the data of an event with long texts cut and nested values left out, at most a few hundred bytes.
 */
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
 * Adds another capability's event to the customer's timeline. The key derives from the event, so a second
 * delivery changes nothing and a late event is placed by its time.
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

/** Converts a stored entry, or one of the customer's own events, to the API's form. */
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

/** Summarises one of the customer's own events. Joins the names of changed fields, in every event version. */
function ownSummaryOf(item: Item, data: Record<string, unknown> = {}): Record<string, unknown> {
  if (item.type !== CustomerUpdated.type) return summaryOf(data);
  const { customerId, changed } = parseStored(CustomerUpdated, item).data;
  return summaryOf({ customerId, changed: changed.join(', ') });
}
