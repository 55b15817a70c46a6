import * as z from 'zod/mini';
import { tableEnv } from '../platform/env/env.ts';

/** The worker sends itself what cannot wait for the sweep. */
export const WorkerEnvSchema = z.object({ ...tableEnv, ROUTING_STANDARD_QUEUE_URL: z.url() });
