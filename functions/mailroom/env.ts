import * as z from 'zod/mini';
import { filesEnv, mailEnv, tableEnv } from '../platform/env/env.ts';

/** Of the API function. */
export const ApiEnvSchema = z.object(tableEnv);

/** Of the worker. */
export const EnvSchema = z.object({
  ...tableEnv,
  ...mailEnv,
  ...filesEnv,
  /** Domain of reply addresses; absent where no mail comes in, and replies then carry none. */
  INBOUND_DOMAIN: z.optional(z.string().check(z.minLength(1))),
});
