import type { Context } from '../platform/context.ts';
import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import type { DomainEvent } from '../platform/events/domain-event.ts';
import { createWorker, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { slaConfigsOf } from '../sla/index.ts';
import { type ComplaintDeadlines, complaintDeadlines } from './complaint-deadlines.ts';
import { CLOCK_ALERT_KIND } from './complaint-store.ts';
import { processClockAlerts } from './process-clock-alerts.ts';
import { syncComplaint } from './sync-complaint.ts';

export function complaintWorkerHandlers(table: Table, deadlinesOf: ComplaintDeadlines): WorkerHandlers {
  const follow = (event: DomainEvent, context: Context) => syncComplaint(table, deadlinesOf, event, context);
  return {
    events: {
      'ticket.triaged': follow,
      'ticket.updated': follow,
      'ticket.closed': follow,
      'ticket.unmerged': follow,
    },
    due: { [CLOCK_ALERT_KIND]: (message, context) => processClockAlerts(table, message, context) },
  };
}

const table = openTable(readEnv(TableEnvSchema).TABLE_NAME);
export const handler = createWorker(
  'complaints',
  complaintWorkerHandlers(table, complaintDeadlines(slaConfigsOf(table))),
);
