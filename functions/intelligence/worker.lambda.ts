import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import { createWorker } from '../platform/queue/create-worker.ts';
import { openTable } from '../platform/table/table.ts';
import { intelligenceWorkerHandlers } from './handlers.ts';

const table = openTable(readEnv(TableEnvSchema).TABLE_NAME);
export const handler = createWorker('intelligence', intelligenceWorkerHandlers(table));
