import { on, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { TicketAssigned, TicketSolved } from '../tickets/events.ts';
import { type AssistDeps, addHandoverNote } from './add-handover-note.ts';
import { storeAnswer } from './suggest-answers.ts';

export const assistWorkerHandlers = (deps: AssistDeps): WorkerHandlers => ({
  events: [
    on(TicketAssigned, (event, context) => addHandoverNote(deps, event, context)),
    on(TicketSolved, (event, context) => storeAnswer(deps, event, context)),
  ],
});
