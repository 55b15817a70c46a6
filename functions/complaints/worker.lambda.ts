import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import { createWorker, on, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { slaConfigsOf } from '../sla/index.ts';
import { TicketClosed, TicketTriaged, TicketUnmerged, TicketUpdated } from '../tickets/events.ts';
import { type ComplaintDeadlines, complaintDeadlines } from './complaint-deadlines.ts';
import { CLOCK_ALERT_KIND } from './complaint-store.ts';
import { processClockAlerts } from './process-clock-alerts.ts';
import { syncComplaint } from './sync-complaint.ts';

export function complaintWorkerHandlers(table: Table, deadlinesOf: ComplaintDeadlines): WorkerHandlers {
  return {
    events: [
      on([TicketTriaged, TicketUpdated, TicketClosed, TicketUnmerged], (event, context) =>
        syncComplaint(table, deadlinesOf, event, context),
      ),
    ],
    due: { [CLOCK_ALERT_KIND]: (message, context) => processClockAlerts(table, message, context) },
  };
}

const table = openTable(readEnv(TableEnvSchema).TABLE_NAME);
export const handler = createWorker(
  'complaints',
  complaintWorkerHandlers(table, complaintDeadlines(slaConfigsOf(table))),
);
