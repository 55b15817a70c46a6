import { on, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import type { Table } from '../platform/table/table.ts';
import { TicketClosed, TicketTriaged, TicketUnmerged, TicketUpdated } from '../tickets/events.ts';
import type { ComplaintDeadlines } from './lifecycle/complaint-deadlines.ts';
import { CLOCK_ALERT_KIND } from './lifecycle/complaint-store.ts';
import { processClockAlerts } from './lifecycle/process-clock-alerts.ts';
import { syncComplaint } from './lifecycle/sync-complaint.ts';

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
