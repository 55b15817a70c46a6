import { promiseReader } from '../intelligence/index.ts';
import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import { createWorker, on, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { TicketMessageAdded } from '../tickets/events.ts';
import { proposeFromReply } from './propose-from-reply.ts';
import { type ProposePromises, proposePromisesWith } from './propose-promises.ts';
import { WAKE_KIND } from './save-step.ts';
import { wakePromise } from './wake-promise.ts';

export function promiseWorkerHandlers(deps: { table: Table; propose: ProposePromises }): WorkerHandlers {
  return {
    events: [on(TicketMessageAdded, (event, context) => proposeFromReply(deps, event, context))],
    due: { [WAKE_KIND]: (message, context) => wakePromise(deps.table, message, context) },
  };
}

const table = openTable(readEnv(TableEnvSchema).TABLE_NAME);
export const handler = createWorker(
  'promises',
  promiseWorkerHandlers({ table, propose: proposePromisesWith(promiseReader) }),
);
