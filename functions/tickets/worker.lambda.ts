import { FilesEnvSchema, readEnv } from '../platform/env/env.ts';
import { openFiles } from '../platform/files/open-files.ts';
import { createWorker } from '../platform/queue/create-worker.ts';
import { openTable } from '../platform/table/table.ts';
import { ticketWorkerHandlers } from './worker-handlers.ts';

const env = readEnv(FilesEnvSchema);
export const handler = createWorker(
  'tickets',
  ticketWorkerHandlers(openTable(env.TABLE_NAME), openFiles(env.FILES_BUCKET)),
);
