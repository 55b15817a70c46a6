import middy from '@middy/core';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { SYSTEM } from '../platform/auth/roles.ts';
import { type Clock, systemClock } from '../platform/clock.ts';
import { readEnv } from '../platform/env/env.ts';
import { ulidIds } from '../platform/ids.ts';
import { errorFields, logLine } from '../platform/log.ts';
import { eventOfRecord, sequenceOf } from '../platform/stream/records.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { EnvSchema } from './env.ts';
import { rollUp } from './rollup.ts';

/**
 * The stream's second reader. A batch that fails comes again whole, from its first record: what of it was counted is
 * known by its notes. A record that nobody can read is isolated by the mapping's bisection.
 */
export function createRollup(table: Table, clock: Clock = systemClock) {
  return async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const now = clock.now();
    const context = { actor: SYSTEM, now, ids: ulidIds(() => now), correlationId: 'rollup' };
    let failed = false;
    try {
      await rollUp(table, Records.map(eventOfRecord), context);
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

export const handler = middy(createRollup(openTable(readEnv(EnvSchema).TABLE_NAME)));
