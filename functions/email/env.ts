import * as z from 'zod/mini';
import { filesEnv, mailEnv, tableEnv } from '../platform/env/env.ts';

/** The domain of reply addresses. Absent where no mail comes in: replies then carry no such address. */
const INBOUND_DOMAIN = z.optional(z.string().check(z.minLength(1)));

/** The environment of the worker that sends replies by mail. */
export const ReplyEnvSchema = z.object({ ...tableEnv, ...mailEnv, ...filesEnv, INBOUND_DOMAIN });

/** The environment of the worker that receives mail. */
export const InboundEnvSchema = z.object({
  ...tableEnv,
  ...filesEnv,
  MAIL_FROM: mailEnv.MAIL_FROM,
  INBOUND_DOMAIN,
});
