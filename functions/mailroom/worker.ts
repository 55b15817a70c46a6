import { keyring } from '../platform/auth/keyring.ts';
import { readEnv } from '../platform/env/env.ts';
import { openFiles } from '../platform/files/open-files.ts';
import { sesSender } from '../platform/mail/ses.ts';
import { createWorker, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { openQuotas } from '../platform/quota/open-quotas.ts';
import { openTable } from '../platform/table/table.ts';
import type { ReceiveDeps } from './arrival.ts';
import { EnvSchema } from './env.ts';
import { followSend } from './follow-send.ts';
import { receiveMail } from './receive-mail.ts';
import { takeReleased } from './release-mail.ts';
import { REPLY_KEY } from './reply-address.ts';
import { followMessage, REPLY_KIND, type ReplyDeps, sendAgain } from './send-reply.ts';
import { RELEASE_KIND } from './suspended-mail.ts';

export type MailroomDeps = Omit<ReplyDeps, 'files'> & Pick<ReceiveDeps, 'files' | 'quotas'>;

export function mailroomHandlers(deps: MailroomDeps): WorkerHandlers {
  const { table, inboundDomain, mailFrom } = deps;
  const receiving = (): ReceiveDeps => {
    if (!inboundDomain) throw new Error('mail came in, and this stage has no inbound domain');
    return { ...deps, inboundDomain, ownAddress: addressOf(mailFrom) };
  };
  return {
    inbound: async (notification, context) => receiveMail(receiving(), notification, context),
    events: {
      'ticket.message_added': (event, context) => followMessage(deps, event, context),
      'outreach.': (event, context) => followSend(table, event, context),
    },
    due: {
      [REPLY_KIND]: (due, context) => sendAgain(deps, due, context),
      [RELEASE_KIND]: async (due, context) => takeReleased(receiving(), due, context),
    },
  };
}

const addressOf = (mailFrom: string): string => /<([^<>]+)>/.exec(mailFrom)?.[1] ?? mailFrom.trim();

const env = readEnv(EnvSchema);
const table = openTable(env.TABLE_NAME);
const deps: MailroomDeps = {
  table,
  files: openFiles(env.MAIL_BUCKET),
  quotas: openQuotas(table),
  sendMail: sesSender(env.MAIL_CONFIGURATION_SET),
  mailFrom: env.MAIL_FROM,
  signingKeys: keyring(table, REPLY_KEY),
  inboundDomain: env.INBOUND_DOMAIN,
  region: process.env.AWS_REGION ?? '',
};
export const handler = createWorker('mailroom', mailroomHandlers(deps));
