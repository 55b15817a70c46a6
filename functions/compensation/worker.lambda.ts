import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import { createWorker } from '../platform/queue/create-worker.ts';
import { openTable } from '../platform/table/table.ts';
import { compensationWorkerHandlers } from './worker-handlers.ts';

export const handler = createWorker(
  'compensation',
  compensationWorkerHandlers(openTable(readEnv(TableEnvSchema).TABLE_NAME)),
);
