import { readEnv } from '../platform/env/env.ts';
import { openFiles } from '../platform/files/open-files.ts';
import { sesSender } from '../platform/mail/ses.ts';
import { createWorker } from '../platform/queue/create-worker.ts';
import { keyring } from '../platform/signing/keyring.ts';
import { openTable } from '../platform/table/table.ts';
import { ReplyEnvSchema } from './env.ts';
import type { ReplyDeps } from './replies/send-reply.ts';
import { REPLY_KEY } from './threading/reply-address.ts';
import { emailWorkerHandlers } from './worker-handlers.ts';

const env = readEnv(ReplyEnvSchema);
const table = openTable(env.TABLE_NAME);
const deps: ReplyDeps = {
  table,
  files: openFiles(env.FILES_BUCKET),
  sendMail: sesSender(env.MAIL_CONFIGURATION_SET),
  mailFrom: env.MAIL_FROM,
  signingKeys: keyring(table, REPLY_KEY),
  inboundDomain: env.INBOUND_DOMAIN,
  region: process.env.AWS_REGION ?? '',
};
export const handler = createWorker('email', emailWorkerHandlers(deps));
