import { MailEnvSchema, readEnv } from '../platform/env/env.ts';
import { sesSender } from '../platform/mail/ses.ts';
import { createWorker } from '../platform/queue/create-worker.ts';
import { openTable } from '../platform/table/table.ts';
import { outreachWorkerHandlers } from './worker-handlers.ts';

const env = readEnv(MailEnvSchema);
const deps = {
  table: openTable(env.TABLE_NAME),
  sendMail: sesSender(env.MAIL_CONFIGURATION_SET),
  mailFrom: env.MAIL_FROM,
};
export const handler = createWorker('outreach', outreachWorkerHandlers(deps));
