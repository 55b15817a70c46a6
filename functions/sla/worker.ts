import type { Context } from '../platform/context.ts';
import { readEnv } from '../platform/env/env.ts';
import type { DomainEvent } from '../platform/events/envelope.ts';
import { createWorker, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { EnvSchema } from './env.ts';
import { CLOCK_KIND, followClock, followTicket } from './follow-ticket.ts';
import { rulebooksOf } from './rulebook-store.ts';
import { WALK_KIND } from './schedule-walk.ts';
import { walk } from './walk.ts';

export function slaHandlers(table: Table): WorkerHandlers {
  const deps = { table, rulebooks: rulebooksOf(table) };
  const follow = (event: DomainEvent, context: Context) => followTicket(deps, event, context);
  return {
    events: { 'ticket.': follow },
    due: {
      [CLOCK_KIND]: (message, context) => followClock(deps, message, context),
      [WALK_KIND]: (message, context) => walk(deps, message, context),
    },
  };
}

export const handler = createWorker('sla', slaHandlers(openTable(readEnv(EnvSchema).TABLE_NAME)));
