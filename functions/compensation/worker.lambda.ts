import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import { createWorker, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { EXPIRE_KIND } from './grants/approval-store.ts';
import { notifyRequester } from './grants/notify-requester.ts';
import { expireRequest } from './grants/settle-approval.ts';

export function compensationWorkerHandlers(table: Table): WorkerHandlers {
  return {
    events: {
      'approval.settled': (event, context) => notifyRequester(table, event, context),
      'grant.settled': (event, context) => notifyRequester(table, event, context),
    },
    due: { [EXPIRE_KIND]: (due, context) => expireRequest(table, due, context) },
  };
}

export const handler = createWorker(
  'compensation',
  compensationWorkerHandlers(openTable(readEnv(TableEnvSchema).TABLE_NAME)),
);
