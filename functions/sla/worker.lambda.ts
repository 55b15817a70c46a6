import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import { createWorker } from '../platform/queue/create-worker.ts';
import { openTable } from '../platform/table/table.ts';
import { slaWorkerHandlers } from './worker-handlers.ts';

export const handler = createWorker('sla', slaWorkerHandlers(openTable(readEnv(TableEnvSchema).TABLE_NAME)));
