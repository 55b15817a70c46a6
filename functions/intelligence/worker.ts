import { readEnv } from '../platform/env/env.ts';
import { createWorker, on, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { TicketCorrected } from '../tickets/events.ts';
import { EnvSchema } from './env.ts';
import { followCorrection } from './follow-correction.ts';
import { TRAIN_KIND } from './schedule-training.ts';
import { train } from './train.ts';

export function intelligenceHandlers(table: Table): WorkerHandlers {
  return {
    events: [on(TicketCorrected, (event, context) => followCorrection(table, event, context))],
    due: { [TRAIN_KIND]: (message, context) => train(table, message, context) },
  };
}

export const handler = createWorker(
  'intelligence',
  intelligenceHandlers(openTable(readEnv(EnvSchema).TABLE_NAME)),
);
