import * as z from 'zod/mini';
import { tableEnv } from '../platform/env/env.ts';

/** The worker sends itself delayed messages for work that cannot wait for the scheduler. */
export const WorkerEnvSchema = z.object({ ...tableEnv, ROUTING_STANDARD_QUEUE_URL: z.url() });
