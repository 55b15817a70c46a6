import * as z from 'zod/mini';

export const EnvSchema = z.object({ STAGE: z.string() });
