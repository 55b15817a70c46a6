import * as z from 'zod/mini';
import { tableEnv } from '../platform/env/env.ts';

export const EnvSchema = z.object(tableEnv);
