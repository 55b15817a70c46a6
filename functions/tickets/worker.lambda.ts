import { FilesEnvSchema, readEnv } from '../platform/env/env.ts';
import { type Files, openFiles } from '../platform/files/open-files.ts';
import { createWorker, on, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { removeExpiredUpload } from './attachments/remove-expired-upload.ts';
import { UPLOAD_KIND } from './attachments/request-upload.ts';
import { autoCloseTicket } from './changes/auto-close-ticket.ts';
import { notifyFollowers } from './collaboration/notifications.ts';
import { AUTO_CLOSE_KIND } from './core/save-step.ts';
import { TicketAssigned, TicketMessageAdded, TicketReopened, TicketSolved } from './events.ts';
import { SOLVE_LINKED_KIND } from './incidents/solve-incident.ts';
import { solveLinkedTickets } from './incidents/solve-linked-tickets.ts';

export function ticketWorkerHandlers(table: Table, files: Pick<Files, 'remove'>): WorkerHandlers {
  return {
    events: [
      on([TicketMessageAdded, TicketAssigned, TicketSolved, TicketReopened], (event, context) =>
        notifyFollowers(table, event, context.now),
      ),
    ],
    due: {
      [AUTO_CLOSE_KIND]: (message, context) => autoCloseTicket(table, message, context),
      [SOLVE_LINKED_KIND]: (message, context) => solveLinkedTickets(table, message, context),
      [UPLOAD_KIND]: (message, context) => removeExpiredUpload(table, files, message, context),
    },
  };
}

const env = readEnv(FilesEnvSchema);
export const handler = createWorker(
  'tickets',
  ticketWorkerHandlers(openTable(env.TABLE_NAME), openFiles(env.MAIL_BUCKET)),
);
