import { promiseReader } from '../intelligence/index.ts';
import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import { createWorker } from '../platform/queue/create-worker.ts';
import { openTable } from '../platform/table/table.ts';
import { proposePromisesWith } from './lifecycle/propose-promises.ts';
import { promiseWorkerHandlers } from './worker-handlers.ts';

const table = openTable(readEnv(TableEnvSchema).TABLE_NAME);
export const handler = createWorker(
  'promises',
  promiseWorkerHandlers({ table, propose: proposePromisesWith(promiseReader) }),
);
