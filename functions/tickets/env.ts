import * as z from 'zod/mini';
import { filesEnv, tableEnv } from '../platform/env/env.ts';

/** Of the functions that hand out links to attachments. */
export const EnvSchema = z.object({ ...tableEnv, ...filesEnv });
/** Of the desk and its worker. */
export const DeskEnvSchema = z.object(tableEnv);
