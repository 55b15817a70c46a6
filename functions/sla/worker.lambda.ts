import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import { createWorker, on, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { clockFactEvents } from './clocks/clock-facts.ts';
import { CLOCK_KIND, handleDueClock, handleTicketEvent } from './clocks/recalculate-ticket.ts';
import { resyncClocks } from './clocks/resync.ts';
import { RESYNC_KIND } from './configuration/schedule-resync.ts';
import { slaConfigsOf } from './configuration/sla-config-store.ts';

export function slaHandlers(table: Table): WorkerHandlers {
  const deps = { table, slaConfigs: slaConfigsOf(table) };
  return {
    events: [on(clockFactEvents, (event, context) => handleTicketEvent(deps, event, context))],
    due: {
      [CLOCK_KIND]: (message, context) => handleDueClock(deps, message, context),
      [RESYNC_KIND]: (message, context) => resyncClocks(deps, message, context),
    },
  };
}

export const handler = createWorker('sla', slaHandlers(openTable(readEnv(TableEnvSchema).TABLE_NAME)));
