import { threadReader } from '../intelligence/index.ts';
import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import { createWorker } from '../platform/queue/create-worker.ts';
import { openTable } from '../platform/table/table.ts';
import { assistWorkerHandlers } from './worker-handlers.ts';

const table = openTable(readEnv(TableEnvSchema).TABLE_NAME);
export const handler = createWorker('assist', assistWorkerHandlers({ table, reader: threadReader }));
