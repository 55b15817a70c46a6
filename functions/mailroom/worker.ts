import { readEnv } from '../platform/env/env.ts';
import { createWorker } from '../platform/queue/create-worker.ts';
import { EnvSchema } from './env.ts';

readEnv(EnvSchema);

/**
 * Mail that comes in has no handler yet: its notification fails and waits in the dead-letter queue, its bytes in the
 * bucket. Replies are seen in the API only.
 */
export const handler = createWorker('mailroom', {
  events: { 'ticket.message_added': () => Promise.resolve() },
});
