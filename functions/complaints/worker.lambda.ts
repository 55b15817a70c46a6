import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import { createWorker } from '../platform/queue/create-worker.ts';
import { openTable } from '../platform/table/table.ts';
import { slaConfigsOf } from '../sla/index.ts';
import { complaintDeadlines } from './lifecycle/complaint-deadlines.ts';
import { complaintWorkerHandlers } from './worker-handlers.ts';

const table = openTable(readEnv(TableEnvSchema).TABLE_NAME);
export const handler = createWorker(
  'complaints',
  complaintWorkerHandlers(table, complaintDeadlines(slaConfigsOf(table))),
);
