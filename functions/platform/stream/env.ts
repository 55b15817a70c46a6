import * as z from 'zod/mini';
import { tableEnv } from '../env/env.ts';

/** Of the relay from the table's stream to the topic. */
export const EnvSchema = z.object({ STAGE: tableEnv.STAGE, TOPIC_ARN: z.string().check(z.minLength(1)) });
