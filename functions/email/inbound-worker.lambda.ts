// Mail that comes in. A function and a queue of its own, a mail at a time: what a stranger's mail costs to read is never
// waited for by an agent's answer, nor by another mail.
import { keyring } from '../platform/auth/keyring.ts';
import { readEnv } from '../platform/env/env.ts';
import { openFiles } from '../platform/files/open-files.ts';
import { createWorker, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { openQuotas } from '../platform/quota/open-quotas.ts';
import { openTable } from '../platform/table/table.ts';
import { InboundEnvSchema } from './env.ts';
import type { ReceiveDeps } from './inbound/inbound-email.ts';
import { receiveEmail } from './inbound/receive-email.ts';
import { processReleasedEmail } from './suspended/process-released-email.ts';
import { RELEASE_KIND } from './suspended/suspended-email.ts';
import { REPLY_KEY } from './threading/reply-address.ts';

export interface InboundDeps extends Omit<ReceiveDeps, 'inboundDomain' | 'ownAddress'> {
  /** Absent where no mail comes in: one that does fails, so that it is seen. */
  inboundDomain: string | undefined;
  /** The address that our mail is sent from. */
  mailFrom: string;
}

export function inboundHandlers({ inboundDomain, mailFrom, ...deps }: InboundDeps): WorkerHandlers {
  const receiving = (): ReceiveDeps => {
    if (!inboundDomain) throw new Error('mail came in, and this stage has no inbound domain');
    return { ...deps, inboundDomain, ownAddress: addressOf(mailFrom) };
  };
  return {
    inbound: async (notification, context) => receiveEmail(receiving(), notification, context),
    due: { [RELEASE_KIND]: async (due, context) => processReleasedEmail(receiving(), due, context) },
  };
}

const addressOf = (mailFrom: string): string => /<([^<>]+)>/.exec(mailFrom)?.[1] ?? mailFrom.trim();

const env = readEnv(InboundEnvSchema);
const table = openTable(env.TABLE_NAME);
const deps: InboundDeps = {
  table,
  files: openFiles(env.MAIL_BUCKET),
  mailFrom: env.MAIL_FROM,
  quotas: openQuotas(table),
  signingKeys: keyring(table, REPLY_KEY),
  inboundDomain: env.INBOUND_DOMAIN,
};
export const handler = createWorker('inboundEmail', inboundHandlers(deps));
