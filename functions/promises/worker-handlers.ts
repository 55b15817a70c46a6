import { on, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import type { Table } from '../platform/table/table.ts';
import { TicketMessageAdded } from '../tickets/events.ts';
import { proposeFromReply } from './lifecycle/propose-from-reply.ts';
import type { ProposePromises } from './lifecycle/propose-promises.ts';
import { WAKE_KIND } from './lifecycle/save-step.ts';
import { wakePromise } from './lifecycle/wake-promise.ts';

export function promiseWorkerHandlers(deps: { table: Table; propose: ProposePromises }): WorkerHandlers {
  return {
    events: [on(TicketMessageAdded, (event, context) => proposeFromReply(deps, event, context))],
    due: { [WAKE_KIND]: (message, context) => wakePromise(deps.table, message, context) },
  };
}
