import * as z from 'zod/mini';
import { tableEnv } from '../env/env.ts';

/** Where a reader of the stream parks what it can never handle. */
export const parkEnv = { PARKED_QUEUE_URL: z.url() };

/** Of the relay from the table's stream to the topic. */
export const EnvSchema = z.object({
  STAGE: tableEnv.STAGE,
  TOPIC_ARN: z.string().check(z.minLength(1)),
  ...parkEnv,
});
