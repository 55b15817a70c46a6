import * as z from 'zod/mini';
import { tableEnv } from '../platform/env/env.ts';

/** The URL of each queue with timed work, by the queue's name. */
const QueueUrlsSchema = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text, { issues }) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        issues.push({ code: 'custom', message: 'not JSON', input: text });
        return z.NEVER;
      }
    }),
  ),
  z.record(z.string(), z.url()),
);

export const EnvSchema = z.object({ ...tableEnv, TIMED_WORK_QUEUES: QueueUrlsSchema });
