import * as z from 'zod/mini';
import { filesEnv, mailEnv, tableEnv } from '../platform/env/env.ts';

/**
 * The domain of reply addresses. Absent on a stage that receives no email; replies then have no reply
 * address.
 */
const INBOUND_DOMAIN = z.optional(z.string().check(z.minLength(1)));

/** The environment of the worker that sends replies by email. */
export const ReplyEnvSchema = z.object({ ...tableEnv, ...mailEnv, ...filesEnv, INBOUND_DOMAIN });

/** The environment of the worker that receives email. */
export const InboundEnvSchema = z.object({
  ...tableEnv,
  ...filesEnv,
  MAIL_FROM: mailEnv.MAIL_FROM,
  INBOUND_DOMAIN,
});
