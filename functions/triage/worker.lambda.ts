import { analyserLoader } from '../intelligence/index.ts';
import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import type { EventOf } from '../platform/events/event-definition.ts';
import { createWorker, on, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { openTable } from '../platform/table/table.ts';
import { TicketMessageAdded, TicketOpened, TicketSenderConfirmed } from '../tickets/events.ts';
import { analyseMessage, type TriageDeps, triageOpening } from './analyse-message.ts';

export function triageHandlers(deps: TriageDeps): WorkerHandlers {
  return {
    events: [
      on(TicketOpened, (event, context) => triageOpening(deps, event, context)),
      on(TicketMessageAdded, async (event, context) => {
        if (isInbound(event)) await analyseMessage(deps, event, context);
      }),
      // An opening was read when it came: nobody could work on the ticket otherwise.
      on(TicketSenderConfirmed, async (event, context) => {
        if (!event.data.opening) await analyseMessage(deps, event, context);
      }),
    ],
  };
}

/** Written by the customer; what is not proven to be theirs is read when staff confirm it. */
const isInbound = ({ actor, data }: EventOf<typeof TicketMessageAdded>) =>
  actor.role === 'customer' && data.visibility === 'public';

const table = openTable(readEnv(TableEnvSchema).TABLE_NAME);
export const handler = createWorker('triage', triageHandlers({ table, analyser: analyserLoader(table) }));
