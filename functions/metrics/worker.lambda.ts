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
 * Returns the handler of the stream's second consumer. Parks a record that can never be read or counted, and
 * counts the others. A temporary error fails the batch; the event source mapping splits it and delivers it
 * again, and the markers show which events were already counted.
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

/** Returns the events of the readable records and parks the others. */
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

/** Counts all events together. After a permanent error, counts them one by one to find the record to park. */
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
