import type { Context } from '../platform/context.ts';
import { readEnv } from '../platform/env/env.ts';
import type { DomainEvent } from '../platform/events/envelope.ts';
import { createWorker, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { rulebooksOf } from '../sla/index.ts';
import { type DeadlinesOf, deadlinesBy } from './calendar.ts';
import { EnvSchema } from './env.ts';
import { followTicket } from './follow-ticket.ts';
import { MOMENT_KIND } from './store.ts';
import { watchClocks } from './watch-clocks.ts';

export function sensitiveWork(table: Table, deadlinesOf: DeadlinesOf): WorkerHandlers {
  const follow = (event: DomainEvent, context: Context) => followTicket(table, deadlinesOf, event, context);
  return {
    events: {
      'ticket.triaged': follow,
      'ticket.updated': follow,
      'ticket.closed': follow,
      'ticket.unmerged': follow,
    },
    due: { [MOMENT_KIND]: (message, context) => watchClocks(table, message, context) },
  };
}

const table = openTable(readEnv(EnvSchema).TABLE_NAME);
export const handler = createWorker('sensitive', sensitiveWork(table, deadlinesBy(rulebooksOf(table))));
