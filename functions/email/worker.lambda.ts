import {
  OutreachBounced,
  OutreachComplained,
  OutreachConfirmed,
  OutreachFailed,
  OutreachUnknown,
} from '../outreach/events.ts';
import { keyring } from '../platform/auth/keyring.ts';
import { readEnv } from '../platform/env/env.ts';
import { openFiles } from '../platform/files/open-files.ts';
import { sesSender } from '../platform/mail/ses.ts';
import { createWorker, on, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { openTable } from '../platform/table/table.ts';
import { TicketMessageAdded } from '../tickets/events.ts';
import { ReplyEnvSchema } from './env.ts';
import { noteSendOutcome } from './replies/note-send-outcome.ts';
import { handleMessageAdded, REPLY_KIND, type ReplyDeps, sendPostponedReply } from './replies/send-reply.ts';
import { REPLY_KEY } from './threading/reply-address.ts';

/** Answers that leave by mail, and what became of them. */
export const emailHandlers = (deps: ReplyDeps): WorkerHandlers => ({
  events: [
    on(TicketMessageAdded, (event, context) => handleMessageAdded(deps, event, context)),
    on(
      [OutreachFailed, OutreachBounced, OutreachComplained, OutreachUnknown, OutreachConfirmed],
      (event, context) => noteSendOutcome(deps.table, event, context),
    ),
  ],
  due: { [REPLY_KIND]: (due, context) => sendPostponedReply(deps, due, context) },
});

const env = readEnv(ReplyEnvSchema);
const table = openTable(env.TABLE_NAME);
const deps: ReplyDeps = {
  table,
  files: openFiles(env.MAIL_BUCKET),
  sendMail: sesSender(env.MAIL_CONFIGURATION_SET),
  mailFrom: env.MAIL_FROM,
  signingKeys: keyring(table, REPLY_KEY),
  inboundDomain: env.INBOUND_DOMAIN,
  region: process.env.AWS_REGION ?? '',
};
export const handler = createWorker('email', emailHandlers(deps));
