import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import { createWorker } from '../platform/queue/create-worker.ts';
import { openTable } from '../platform/table/table.ts';
import { addToTimeline } from './timeline/timeline.ts';

const table = openTable(readEnv(TableEnvSchema).TABLE_NAME);

/** The subscription of the queue decides which events are added to the timeline. */
export const handler = createWorker('timeline', { anyEvent: (event) => addToTimeline(table, event) });
