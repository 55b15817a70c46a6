import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import type { DomainEvent } from '../platform/events/domain-event.ts';
import { createWorker } from '../platform/queue/create-worker.ts';
import { openTable } from '../platform/table/table.ts';
import { addToTimeline } from './timeline/timeline.ts';

const table = openTable(readEnv(TableEnvSchema).TABLE_NAME);
const add = (event: DomainEvent) => addToTimeline(table, event);

export const handler = createWorker('timeline', {
  events: {
    'ticket.': add,
    'survey.': add,
    'promise.': add,
    'complaint.': add,
    'grant.': add,
    'return.': add,
  },
});
