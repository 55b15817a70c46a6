import type { Context } from '../platform/context.ts';
import { readEnv } from '../platform/env/env.ts';
import type { DomainEvent } from '../platform/events/envelope.ts';
import { type Files, openFiles } from '../platform/files/open-files.ts';
import { createWorker, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { carrySolution } from './carry-solution.ts';
import { closeDue } from './close-due.ts';
import { dropUpload } from './drop-upload.ts';
import { EnvSchema } from './env.ts';
import { notify } from './notify.ts';
import { UPLOAD_KIND } from './request-upload.ts';
import { CLOSE_KIND } from './save-step.ts';
import { CARRY_KIND } from './solve-incident.ts';

export function deskHandlers(table: Table, files: Pick<Files, 'remove'>): WorkerHandlers {
  const tell = (event: DomainEvent, context: Context) => notify(table, event, context.now);
  return {
    events: { 'ticket.': tell },
    due: {
      [CLOSE_KIND]: (message, context) => closeDue(table, message, context),
      [CARRY_KIND]: (message, context) => carrySolution(table, message, context),
      [UPLOAD_KIND]: (message, context) => dropUpload(table, files, message, context),
    },
  };
}

const env = readEnv(EnvSchema);
export const handler = createWorker(
  'desk',
  deskHandlers(openTable(env.TABLE_NAME), openFiles(env.MAIL_BUCKET)),
);
