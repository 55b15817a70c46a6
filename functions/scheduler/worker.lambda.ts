import { SQSClient } from '@aws-sdk/client-sqs';
import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import { systemClock } from '../platform/clock.ts';
import { readEnv } from '../platform/env/env.ts';
import { logLine } from '../platform/log.ts';
import { openTable } from '../platform/table/table.ts';
import { EnvSchema } from './env.ts';
import { sweep } from './sweep.ts';

const env = readEnv(EnvSchema);
const deps = {
  table: openTable(env.TABLE_NAME),
  sqs: new SQSClient({}),
  queueUrls: env.TIMED_WORK_QUEUES,
};
/** Time that is kept to store how far the run has come. */
const RESERVE_MS = 5000;

/** Runs every minute. Leaves errors to the retries and the alarm of the schedule. */
export const handler = middy(async (_event: unknown, context: Context): Promise<void> => {
  const now = systemClock.now();
  const deadline = () => context.getRemainingTimeInMillis() < RESERVE_MS;
  const { sent, complete, unknownQueues } = await sweep(deps, now, deadline);
  logLine(complete ? 'info' : 'warn', { op: 'sweep', complete }, now, [
    { name: 'messages', unit: 'Count', value: sent },
  ]);
  // All other work is sent by now; the error makes the alarm ring.
  if (unknownQueues.length > 0)
    throw new Error(`timed work is due for queues that do not exist: ${unknownQueues.join(', ')}`);
});
