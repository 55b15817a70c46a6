import { threadReader } from '../intelligence/index.ts';
import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import { createWorker, on, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { openTable } from '../platform/table/table.ts';
import { TicketAssigned, TicketSolved } from '../tickets/events.ts';
import { type AssistDeps, addHandoverNote } from './add-handover-note.ts';
import { storeAnswer } from './suggest-answers.ts';

export const assistWorkerHandlers = (deps: AssistDeps): WorkerHandlers => ({
  events: [
    on(TicketAssigned, (event, context) => addHandoverNote(deps, event, context)),
    on(TicketSolved, (event, context) => storeAnswer(deps, event, context)),
  ],
});

const table = openTable(readEnv(TableEnvSchema).TABLE_NAME);
export const handler = createWorker('assist', assistWorkerHandlers({ table, reader: threadReader }));
