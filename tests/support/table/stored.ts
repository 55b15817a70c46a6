// Reads the items of a test table by kind.
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import type { DomainEvent } from '../../../functions/platform/events/domain-event.ts';
import type { Item, Table } from '../../../functions/platform/table/table.ts';
import { storable } from '../../../functions/platform/table/write.ts';
import { snapshot } from './fresh-table.ts';

/** Returns the committed events in the order of time, as the topic carries them. */
export async function eventsIn(table: Table, type?: string): Promise<DomainEvent[]> {
  const items = (await snapshot(table)).filter((item) => item.t === 'event' && (!type || item.type === type));
  const events = items.map(
    ({ pk: _pk, sk: _sk, t: _t, bodyHash: _hash, ...event }) => event as unknown as DomainEvent,
  );
  return events.toSorted((a, b) => a.at.localeCompare(b.at));
}

/** Returns the scheduled timed work, soonest first. */
export async function timedWorkIn(table: Table, kind?: string): Promise<Item[]> {
  const items = (await snapshot(table)).filter((item) => item.t === 'due' && (!kind || item.kind === kind));
  return items.toSorted((a, b) => String(a.at).localeCompare(String(b.at)));
}

export async function itemsOfKind(table: Table, t: string): Promise<Item[]> {
  return (await snapshot(table)).filter((item) => item.t === t);
}

/** Returns events in the form in which the table's stream delivers them. */
export function streamOf(events: readonly DomainEvent[], firstSequence = 1): DynamoDBStreamEvent {
  const Records = events.map((event, index) => ({
    eventName: 'INSERT' as const,
    dynamodb: {
      SequenceNumber: String(firstSequence + index),
      NewImage: marshall(storable({ pk: 'x', sk: 'y', t: 'event', ...event }), {
        removeUndefinedValues: true,
      }),
    },
  }));
  return { Records };
}
