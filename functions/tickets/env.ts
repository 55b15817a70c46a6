import * as z from 'zod/mini';
import { filesEnv, tableEnv } from '../platform/env/env.ts';

/** Of the functions that hand out links to attachments, and of the worker that takes away what was not sent. */
export const EnvSchema = z.object({ ...tableEnv, ...filesEnv });
/** Of the desk. */
export const DeskEnvSchema = z.object(tableEnv);
