import { claim } from '../platform/agenda/due.ts';
import { readEnv } from '../platform/env/env.ts';
import { createWorker, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { commit } from '../platform/table/commit.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { EnvSchema } from './env.ts';
import { giveOut, giveOutWaiting } from './give-out.ts';
import { release } from './release.ts';

export function routingHandlers(table: Table): WorkerHandlers {
  const arrival: NonNullable<WorkerHandlers['events']>[string] = async (event, context) => {
    await giveOut(table, String(event.data.ticketId), context);
  };
  return {
    events: {
      'ticket.opened': arrival,
      'ticket.reopened': arrival,
      'ticket.released': arrival,
      'ticket.unmerged': arrival,
      'ticket.solved': (event, context) => release(table, event, context),
      'agent.freed': (_event, context) => giveOutWaiting(table, context),
    },
    due: {
      'routing.look_again': async (message, context) => {
        await giveOutWaiting(table, context);
        await commit(table, context, { writes: [claim(message)] });
      },
    },
  };
}

export const handler = createWorker('routing', routingHandlers(openTable(readEnv(EnvSchema).TABLE_NAME)));
