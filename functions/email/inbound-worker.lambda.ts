import { readEnv } from '../platform/env/env.ts';
import { openFiles } from '../platform/files/open-files.ts';
import { createWorker } from '../platform/queue/create-worker.ts';
import { openQuotas } from '../platform/quota/open-quotas.ts';
import { keyring } from '../platform/signing/keyring.ts';
import { openTable } from '../platform/table/table.ts';
import { InboundEnvSchema } from './env.ts';
import { type InboundDeps, inboundHandlers } from './inbound-handlers.ts';
import { REPLY_KEY } from './threading/reply-address.ts';

const env = readEnv(InboundEnvSchema);
const table = openTable(env.TABLE_NAME);
const deps: InboundDeps = {
  table,
  files: openFiles(env.FILES_BUCKET),
  mailFrom: env.MAIL_FROM,
  quotas: openQuotas(table),
  signingKeys: keyring(table, REPLY_KEY),
  inboundDomain: env.INBOUND_DOMAIN,
};
export const handler = createWorker('inboundEmail', inboundHandlers(deps));
