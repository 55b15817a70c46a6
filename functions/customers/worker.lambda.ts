import { readEnv } from '../platform/env/env.ts';
import { createWorker } from '../platform/queue/create-worker.ts';
import { openTable } from '../platform/table/table.ts';
import { EnvSchema } from './env.ts';
import { addToTimeline } from './timeline/timeline.ts';

const table = openTable(readEnv(EnvSchema).TABLE_NAME);

/** The subscription of its queue decides what comes onto the timeline. */
export const handler = createWorker('timeline', { anyEvent: (event) => addToTimeline(table, event) });
