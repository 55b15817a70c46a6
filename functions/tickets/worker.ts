import type { Context } from '../platform/context.ts';
import { readEnv } from '../platform/env/env.ts';
import type { DomainEvent } from '../platform/events/envelope.ts';
import { createWorker, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { carrySolution } from './carry-solution.ts';
import { closeDue } from './close-due.ts';
import { DeskEnvSchema } from './env.ts';
import { notify } from './notify.ts';
import { CLOSE_KIND } from './save-step.ts';
import { CARRY_KIND } from './solve-incident.ts';

export function deskHandlers(table: Table): WorkerHandlers {
  const tell = (event: DomainEvent, context: Context) => notify(table, event, context.now);
  return {
    events: { 'ticket.': tell },
    due: {
      [CLOSE_KIND]: (message, context) => closeDue(table, message, context),
      [CARRY_KIND]: (message, context) => carrySolution(table, message, context),
    },
  };
}

export const handler = createWorker('desk', deskHandlers(openTable(readEnv(DeskEnvSchema).TABLE_NAME)));
