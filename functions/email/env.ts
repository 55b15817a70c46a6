import * as z from 'zod/mini';
import { filesEnv, mailEnv, tableEnv } from '../platform/env/env.ts';

/** Of the API function. */
export const ApiEnvSchema = z.object(tableEnv);

/** Domain of reply addresses; absent where no mail comes in, and replies then carry none. */
const INBOUND_DOMAIN = z.optional(z.string().check(z.minLength(1)));

/** The environment of the worker that sends replies by mail. */
export const EnvSchema = z.object({ ...tableEnv, ...mailEnv, ...filesEnv, INBOUND_DOMAIN });

/** The environment of the worker that receives mail. */
export const InboundEnvSchema = z.object({
  ...tableEnv,
  ...filesEnv,
  MAIL_FROM: mailEnv.MAIL_FROM,
  INBOUND_DOMAIN,
});
