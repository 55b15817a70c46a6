import * as z from 'zod/mini';
import { mailEnv, tableEnv } from '../platform/env/env.ts';

/** Of the API function. */
export const EnvSchema = z.object(tableEnv);
/** Of the worker, which sends mail. */
export const WorkerEnvSchema = z.object({ ...tableEnv, ...mailEnv });
