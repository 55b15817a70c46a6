import { SQSClient } from '@aws-sdk/client-sqs';
import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { type Clock, systemClock } from '../platform/clock.ts';
import type { Context } from '../platform/context.ts';
import { SYSTEM } from '../platform/contract/roles.ts';
import { readEnv } from '../platform/env/env.ts';
import type { DomainEvent } from '../platform/events/domain-event.ts';
import { ulidIds } from '../platform/ids.ts';
import { errorFields, logLine } from '../platform/log.ts';
import { isPermanentError, type Park, parkToQueue, reasonOf } from '../platform/stream/park-record.ts';
import { eventOfRecord, sequenceOf } from '../platform/stream/records.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { RollupEnvSchema } from './env.ts';
import { rollUp } from './roll-up.ts';

interface Entry {
  record: DynamoDBRecord;
  event: DomainEvent;
}

/**
 * The stream's second reader. A record that nobody can read or count is parked, and the others are counted. What may pass
 * fails the batch: it comes again, split by the mapping, and what of it was counted is known by its notes.
 */
export function createRollup(table: Table, park: Park, clock: Clock = systemClock) {
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const now = clock.now();
    const context = { actor: SYSTEM, now, ids: ulidIds(() => now), correlationId: 'rollup' };
    let failed = false;
    try {
      await count(table, await readable(Records, park, now), park, context);
    } catch (error) {
      failed = true;
      logLine('error', { op: 'rollup', ...errorFields(error) }, now);
    }
    logLine(failed ? 'warn' : 'info', { op: 'rollup' }, now, [
      { name: 'messages', unit: 'Count', value: Records.length },
      { name: 'failed', unit: 'Count', value: failed ? 1 : 0 },
    ]);
    const [first] = Records;
    if (failed && Records.length > 1) throw new Error('the batch is to be split');
    return { batchItemFailures: failed && first ? [{ itemIdentifier: sequenceOf(first) }] : [] };
  };
}

/** The events of the records that can be read; the others are parked. */
async function readable(records: readonly DynamoDBRecord[], park: Park, now: Date): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const record of records) {
    try {
      entries.push({ record, event: eventOfRecord(record) });
    } catch (error) {
      if (!isPermanentError(error)) throw error;
      await park(record, reasonOf(error), now);
    }
  }
  return entries;
}

/** Counts all together; where that can never be, one by one, to find out which of them it is. */
async function count(table: Table, entries: readonly Entry[], park: Park, context: Context): Promise<void> {
  try {
    await rollUp(
      table,
      entries.map(({ event }) => event),
      context,
    );
  } catch (error) {
    if (!isPermanentError(error)) throw error;
    const [only, ...others] = entries;
    if (only && others.length === 0) await park(only.record, reasonOf(error), context.now);
    else for (const entry of entries) await count(table, [entry], park, context);
  }
}

export const handler = middy((event: DynamoDBStreamEvent) => {
  rollup ??= openRollup();
  return rollup(event);
});
let rollup: ReturnType<typeof createRollup> | undefined;

function openRollup() {
  const { TABLE_NAME, PARKED_QUEUE_URL } = readEnv(RollupEnvSchema);
  return createRollup(openTable(TABLE_NAME), parkToQueue(new SQSClient({}), PARKED_QUEUE_URL, 'rollup'));
}
