import { SQSClient } from '@aws-sdk/client-sqs';
import { readEnv } from '../platform/env/env.ts';
import { createWorker } from '../platform/queue/create-worker.ts';
import { openTable } from '../platform/table/table.ts';
import { WorkerEnvSchema } from './env.ts';
import { waitingGroupRegistry } from './matching/waiting-groups.ts';
import { routingConfigReader } from './model/routing-config.ts';
import { delayedSender } from './send-delayed.ts';
import { routingWorkerHandlers } from './worker-handlers.ts';

const env = readEnv(WorkerEnvSchema);
const table = openTable(env.TABLE_NAME);
export const handler = createWorker(
  'routing',
  routingWorkerHandlers({
    table,
    config: routingConfigReader(table),
    registerWaitingGroup: waitingGroupRegistry(table),
    sendDelayed: delayedSender(new SQSClient({}), env.ROUTING_STANDARD_QUEUE_URL),
  }),
);
