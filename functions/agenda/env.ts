import * as z from 'zod/mini';
import { tableEnv } from '../platform/env/env.ts';

const url = z.url();

export const EnvSchema = z.object({
  ...tableEnv,
  OUTREACH_QUEUE_URL: url,
  FEEDBACK_QUEUE_URL: url,
  ROUTING_QUEUE_URL: url,
  DESK_QUEUE_URL: url,
  AUTHORITY_QUEUE_URL: url,
});
