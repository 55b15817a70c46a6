import { keyring } from '../platform/auth/keyring.ts';
import type { Context } from '../platform/context.ts';
import { readEnv } from '../platform/env/env.ts';
import type { DomainEvent } from '../platform/events/envelope.ts';
import { sesSender } from '../platform/mail/ses.ts';
import { createWorker, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { openTable } from '../platform/table/table.ts';
import { type AskDeps, ask } from './ask.ts';
import { WorkerEnvSchema } from './env.ts';
import { followTicket, SURVEY_KIND } from './follow-ticket.ts';
import { SURVEY_PURPOSE } from './survey.ts';

export function feedbackHandlers(deps: AskDeps): WorkerHandlers {
  const follow = (event: DomainEvent, context: Context) => followTicket(deps.table, event, context);
  return {
    events: { 'ticket.solved': follow, 'ticket.reopened': follow },
    due: { [SURVEY_KIND]: (message, context) => ask(deps, message, context) },
  };
}

const env = readEnv(WorkerEnvSchema);
const table = openTable(env.TABLE_NAME);
const deps: AskDeps = {
  table,
  sendMail: sesSender(env.MAIL_CONFIGURATION_SET),
  mailFrom: env.MAIL_FROM,
  publicBaseUrl: env.PUBLIC_BASE_URL,
  signingKeys: keyring(table, SURVEY_PURPOSE),
};
export const handler = createWorker('feedback', feedbackHandlers(deps));
