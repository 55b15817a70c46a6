// Stores activity events that other systems send in. Each is stored once, however often and in whichever
// batch it is sent. An invalid event is refused alone.
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod/mini';
import type { Context } from '../../platform/context.ts';
import type { FieldIssue } from '../../platform/errors.ts';
import { validate } from '../../platform/http/parse.ts';
import { digest } from '../../platform/ids.ts';
import { ownProperty } from '../../platform/own-property.ts';
import { commit } from '../../platform/table/commit.ts';
import type { Key } from '../../platform/table/keys.ts';
import type { NewEvent } from '../../platform/table/new-event.ts';
import { refused, requireCommitted } from '../../platform/table/outcome.ts';
import type { Item, Table } from '../../platform/table/table.ts';
import { create, type Write } from '../../platform/table/write.ts';
import type { Customer } from '../customer.ts';
import { customerKeys, customerPartition } from '../keys.ts';
import {
  type ActivityEvent,
  ActivityEventSchema,
  activityEventData,
  type CustomerRef,
} from './activity-events.ts';

export interface IngestResult {
  accepted: number;
  duplicates: number;
  refused: { index: number; code: string; issues: FieldIssue[] }[];
}

/** A parsed event with its place in the batch. */
interface Entry {
  index: number;
  event: ActivityEvent;
  guard: Key;
  hash: string;
}

/** Each event takes two actions; a DynamoDB transaction takes at most 100. */
const EVENTS_PER_COMMIT = 50;

/**
 * Stores up to 100 events. Refuses single events, with their index: an unknown type or an invalid payload
 * with `event.invalid`, an unknown customer with `customer.not_found`, a sender's id that was sent before
 * with other content with `event.id_reused`. Stores all others, each in the timeline at the time it happened.
 */
export async function ingestEvents(
  table: Table,
  input: { source: string; events: readonly unknown[] },
  context: Context,
): Promise<IngestResult> {
  const result: IngestResult = { accepted: 0, duplicates: 0, refused: [] };
  const entries = parseAll(input, result);
  const found = await findCustomers(
    table,
    entries.map(({ event }) => event.customer),
  );
  const known = entries.filter((entry) => {
    const customerId = found.get(refKey(entry.event.customer).pk);
    if (customerId === undefined)
      refuse(result, entry.index, 'customer.not_found', 'customer', 'does not exist');
    return customerId !== undefined;
  });
  const distinct = withoutDuplicates(known, result);
  for (let from = 0; from < distinct.length; from += EVENTS_PER_COMMIT) {
    await ingestGroup(
      table,
      distinct.slice(from, from + EVENTS_PER_COMMIT),
      found,
      input.source,
      result,
      context,
    );
  }
  result.refused.sort((a, b) => a.index - b.index);
  return result;
}

function refuse(result: IngestResult, index: number, code: string, path: string, message: string): void {
  result.refused.push({ index, code, issues: [{ path: `body.events.${index}.${path}`, message }] });
}

function parseAll(
  { source, events }: { source: string; events: readonly unknown[] },
  result: IngestResult,
): Entry[] {
  return events.flatMap((raw, index) => {
    const parsed = parseOne(raw, index);
    if ('issues' in parsed) {
      result.refused.push({ index, code: 'event.invalid', issues: parsed.issues });
      return [];
    }
    const { event } = parsed;
    return [
      {
        index,
        event,
        guard: customerKeys.senderEvent(source, event.id),
        hash: digest(JSON.stringify(event)),
      },
    ];
  });
}

/**
 * Returns the first event of each sender's id and records the others as duplicates or reused ids. Expects
 * only events that can be stored.
 */
function withoutDuplicates(entries: readonly Entry[], result: IngestResult): Entry[] {
  const seen = new Map<string, Entry>();
  for (const entry of entries) {
    const first = seen.get(entry.event.id);
    if (!first) seen.set(entry.event.id, entry);
    else settleDuplicate(result, entry, first.hash);
  }
  return [...seen.values()];
}

function settleDuplicate(result: IngestResult, entry: Entry, hash: unknown): void {
  if (entry.hash === hash) result.duplicates += 1;
  else refuse(result, entry.index, 'event.id_reused', 'id', 'was sent before with other content');
}

function parseOne(raw: unknown, index: number): { event: ActivityEvent } | { issues: FieldIssue[] } {
  const path = `body.events.${index}`;
  const envelope = validate(ActivityEventSchema, raw, path);
  if ('issues' in envelope) return envelope;
  const schema: z.ZodMiniType<Record<string, unknown>> = activityEventData[envelope.data.type];
  const payload = validate(schema, envelope.data.data, `${path}.data`);
  if ('issues' in payload) return payload;
  return { event: { ...envelope.data, data: payload.data } };
}

function refKey(ref: CustomerRef): Key {
  if ('id' in ref) return customerKeys.customer(ref.id);
  if ('email' in ref) return customerKeys.identity('email', ref.email.toLowerCase());
  return 'phone' in ref
    ? customerKeys.identity('phone', ref.phone)
    : customerKeys.identity('externalId', ref.externalId);
}

/**
 * Returns customer ids by the partition key of the reference. There are at most 100 keys, so one BatchGetItem
 * is enough unless DynamoDB leaves some unprocessed.
 */
async function findCustomers(table: Table, refs: readonly CustomerRef[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  let wanted: Item[] = [...new Map(refs.map((ref) => [refKey(ref).pk, refKey(ref)])).values()].map((key) => ({
    ...key,
  }));
  while (wanted.length > 0) {
    const answer = await table.doc.send(
      new BatchGetCommand({
        RequestItems: {
          [table.name]: { Keys: wanted, ConsistentRead: true, ProjectionExpression: 'pk, customer.id' },
        },
      }),
    );
    for (const item of ownProperty(answer.Responses ?? {}, table.name) ?? []) {
      found.set(String(item.pk), (item.customer as Customer).id);
    }
    wanted = ownProperty(answer.UnprocessedKeys ?? {}, table.name)?.Keys ?? [];
  }
  return found;
}

/** The refusal of an event that its sender sent before; `hash` is that of the earlier content. */
interface AlreadyIngested {
  kind: 'already_ingested';
  entry: Entry;
  hash: unknown;
}

/**
 * Stores a group in one transaction. When some events were stored before, it counts them as duplicates or
 * reused ids and writes the others in a new transaction.
 */
async function ingestGroup(
  table: Table,
  group: readonly Entry[],
  customers: ReadonlyMap<string, string>,
  source: string,
  result: IngestResult,
  context: Context,
): Promise<void> {
  let remaining = group;
  while (remaining.length > 0) {
    const outcome = await commit(table, context, {
      writes: remaining.map(dedupeWrite),
      events: remaining.map((entry) =>
        eventOf(entry, customers.get(refKey(entry.event.customer).pk) ?? '', source),
      ),
    });
    if (outcome.kind === 'committed') {
      result.accepted += remaining.length;
      return;
    }
    const known = outcome.refusals.filter((refusal) => refusal.kind === 'already_ingested');
    const [first] = outcome.refusals;
    if (known.length === 0 && first.kind !== 'already_ingested') return requireCommitted(refused(first));
    for (const { entry, hash } of known) settleDuplicate(result, entry, hash);
    const settled = new Set(known.map(({ entry }) => entry));
    remaining = remaining.filter((entry) => !settled.has(entry));
  }
}

const dedupeWrite = (entry: Entry): Write<AlreadyIngested> =>
  create(entry.guard, { hash: entry.hash }, (current) => ({
    kind: 'already_ingested',
    entry,
    hash: current?.hash,
  }));

function eventOf({ event, guard }: Entry, customerId: string, source: string): NewEvent {
  return {
    id: `evt_${digest(guard.pk)}`,
    type: event.type,
    v: 1,
    at: event.occurredAt,
    owner: customerPartition(customerId),
    customerId,
    data: { source, senderEventId: event.id, ...event.data },
  };
}
