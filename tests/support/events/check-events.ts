// Checks every event that a test stores strictly against its contract: an unknown field is a failure, too.
// Production does not pay for this: types guarantee it there, and consumers parse.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { eventsByCapability } from '../../../functions/capabilities.ts';
import type { DomainEvent } from '../../../functions/platform/events/domain-event.ts';
import type { EventDefinition } from '../../../functions/platform/events/event-definition.ts';
import { parseEvent } from '../../../functions/platform/events/parse-event.ts';
import type { Table } from '../../../functions/platform/table/table.ts';

export const allEvents: readonly EventDefinition[] = Object.values(eventsByCapability).flat();

/** Events that tests of the platform invent. */
const INVENTED = /^(thing|toy)\./;

/** Throws for an event that does not exactly match the newest version of its contract. */
export function assertFitsContract(event: DomainEvent): void {
  const definition = allEvents.find(({ type }) => type === event.type);
  if (!definition) {
    if (INVENTED.test(event.type)) return;
    throw new Error(`nobody defines the event ${event.type}`);
  }
  if (event.v !== definition.version)
    throw new Error(`${event.type} is made at version ${event.v}, the newest is ${definition.version}`);
  const stored = asJson(event.data);
  const parsed = asJson(parseEvent(definition, event).data);
  if (!isDeepStrictEqual(parsed, stored))
    throw new Error(
      `${event.type} has fields that its schema does not: ${JSON.stringify({ stored, parsed })}`,
    );
}

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** Checks the events of each transaction before it is sent to the table. */
export function checkStoredEvents(table: Table): Table {
  table.doc.middlewareStack.add(
    (next) => (args) => {
      const { TransactItems = [] } = args.input as Partial<TransactWriteCommand['input']>;
      for (const { Put } of TransactItems)
        if (Put?.Item?.t === 'event') checkEvent(withoutMaps(Put.Item) as DomainEvent);
      return next(args);
    },
    { step: 'initialize', name: 'checkStoredEvents' },
  );
  return table;
}

/** Undoes what the write path does to objects with keys such as `constructor`: it stores them from a Map. */
function withoutMaps(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMaps);
  if (typeof value !== 'object' || value === null) return value;
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return Object.fromEntries(entries.map(([key, item]) => [key, withoutMaps(item)]));
}

function checkEvent(event: DomainEvent): void {
  assertFitsContract(event);
  if (process.env.RECORD_EVENTS) record(process.env.RECORD_EVENTS, event);
}

/** Keeps an event as a sample of its type and version: the one with the most fields so far. */
function record(
  folder: string,
  { id, type, v, at, correlationId, actor, customerId, lane, data }: DomainEvent,
) {
  const path = `${folder}/${type}.v${v}.json`;
  const sample = JSON.stringify({ id, type, v, at, correlationId, actor, customerId, lane, data }, null, 2);
  const before = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as DomainEvent) : undefined;
  if (!before || fieldsOf(before.data) < fieldsOf(data)) writeFileSync(path, `${sample}\n`);
}

const fieldsOf = (data: object) => Object.keys(asJson(data) as object).length;
