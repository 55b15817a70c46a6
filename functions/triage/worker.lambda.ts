import { analyserLoader } from '../intelligence/index.ts';
import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import type { DomainEvent } from '../platform/events/domain-event.ts';
import { createWorker, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { openTable } from '../platform/table/table.ts';
import { analyseMessage, type TriageDeps, triageOpening } from './analyse-message.ts';

export function triageHandlers(deps: TriageDeps): WorkerHandlers {
  return {
    events: {
      'ticket.opened': (event, context) => triageOpening(deps, event, context),
      'ticket.message_added': async (event, context) => {
        if (isInbound(event)) await analyseMessage(deps, event, context);
      },
      // An opening was read when it came: nobody could work on the ticket otherwise.
      'ticket.sender_confirmed': async (event, context) => {
        if (event.data.opening !== true) await analyseMessage(deps, event, context);
      },
    },
  };
}

/** Written by the customer; what is not proven to be theirs is read when staff confirm it. */
const isInbound = ({ actor, data }: DomainEvent) => actor.role === 'customer' && data.visibility === 'public';

const table = openTable(readEnv(TableEnvSchema).TABLE_NAME);
export const handler = createWorker('triage', triageHandlers({ table, analyser: analyserLoader(table) }));
