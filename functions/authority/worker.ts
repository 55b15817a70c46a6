import { readEnv } from '../platform/env/env.ts';
import { createWorker, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { EXPIRE_KIND } from './approval-store.ts';
import { EnvSchema } from './env.ts';
import { expire } from './settle-approval.ts';
import { tellRequester } from './tell.ts';

export function authorityWorkerHandlers(table: Table): WorkerHandlers {
  return {
    events: {
      'approval.settled': (event, context) => tellRequester(table, event, context),
      'grant.settled': (event, context) => tellRequester(table, event, context),
    },
    due: { [EXPIRE_KIND]: (due, context) => expire(table, due, context) },
  };
}

export const handler = createWorker(
  'authority',
  authorityWorkerHandlers(openTable(readEnv(EnvSchema).TABLE_NAME)),
);
