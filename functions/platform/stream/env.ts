import * as z from 'zod/mini';
import { tableEnv } from '../env/env.ts';

/** The queue where a stream consumer parks records that it can never handle. */
export const parkEnv = { PARKED_QUEUE_URL: z.url() };

/** The environment of the relay from the table's stream to the topic. */
export const EnvSchema = z.object({
  STAGE: tableEnv.STAGE,
  TOPIC_ARN: z.string().check(z.minLength(1)),
  ...parkEnv,
});
