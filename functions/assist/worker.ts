import { threadReader } from '../intelligence/index.ts';
import { readEnv } from '../platform/env/env.ts';
import { createWorker, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { openTable } from '../platform/table/table.ts';
import { EnvSchema } from './env.ts';
import { type AssistDeps, noteHandOver } from './hand-over.ts';
import { keepAnswer } from './suggest.ts';

export const assistWork = (deps: AssistDeps): WorkerHandlers => ({
  events: {
    'ticket.assigned': (event, context) => noteHandOver(deps, event, context),
    'ticket.solved': (event, context) => keepAnswer(deps, event, context),
  },
});

const table = openTable(readEnv(EnvSchema).TABLE_NAME);
export const handler = createWorker('assist', assistWork({ table, reader: threadReader }));
