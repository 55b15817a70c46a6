import * as z from 'zod/mini';
import { tableEnv } from '../platform/env/env.ts';
import { parkEnv } from '../platform/stream/env.ts';

export const RollupEnvSchema = z.object({ ...tableEnv, ...parkEnv });
