import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import { createWorker, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { followCorrection } from './follow-correction.ts';
import { TRAIN_KIND } from './schedule-training.ts';
import { train } from './train.ts';

export function intelligenceHandlers(table: Table): WorkerHandlers {
  return {
    events: { 'ticket.corrected': (event, context) => followCorrection(table, event, context) },
    due: { [TRAIN_KIND]: (message, context) => train(table, message, context) },
  };
}

export const handler = createWorker(
  'intelligence',
  intelligenceHandlers(openTable(readEnv(TableEnvSchema).TABLE_NAME)),
);
