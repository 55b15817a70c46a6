import * as z from 'zod/mini';
import { tableEnv } from '../platform/env/env.ts';
import { type DueQueue, dueQueues } from '../platform/scheduling/timed-work.ts';

export { type DueQueue, dueQueues };

type Variable = `${Uppercase<DueQueue>}_QUEUE_URL`;

/** The variable that holds the address of a queue. */
export const queueVariable = (queue: DueQueue) => `${queue.toUpperCase()}_QUEUE_URL` as Variable;

const addresses = Object.fromEntries(dueQueues.map((queue) => [queueVariable(queue), z.url()]));

export const EnvSchema = z.object({ ...tableEnv, ...(addresses as Record<Variable, z.ZodMiniURL>) });
