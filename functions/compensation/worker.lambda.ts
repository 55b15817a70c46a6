import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import { createWorker, on, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { ApprovalSettled, GrantSettled } from './events.ts';
import { EXPIRE_KIND } from './grants/approval-store.ts';
import { notifyRequester } from './grants/notify-requester.ts';
import { expireRequest } from './grants/settle-approval.ts';

export function compensationWorkerHandlers(table: Table): WorkerHandlers {
  return {
    events: [on([ApprovalSettled, GrantSettled], (event, context) => notifyRequester(table, event, context))],
    due: { [EXPIRE_KIND]: (due, context) => expireRequest(table, due, context) },
  };
}

export const handler = createWorker(
  'compensation',
  compensationWorkerHandlers(openTable(readEnv(TableEnvSchema).TABLE_NAME)),
);
