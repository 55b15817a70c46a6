import { keyring } from '../platform/auth/keyring.ts';
import type { Context } from '../platform/context.ts';
import { MailEnvSchema, readEnv } from '../platform/env/env.ts';
import type { DomainEvent } from '../platform/events/domain-event.ts';
import { sesSender } from '../platform/mail/ses.ts';
import { createWorker, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { openTable } from '../platform/table/table.ts';
import { type SendSurveyDeps, sendSurvey } from './send-survey.ts';
import { SURVEY_PURPOSE } from './survey.ts';
import { SURVEY_KIND, syncSurvey } from './sync-survey.ts';

export function feedbackWorkerHandlers(deps: SendSurveyDeps): WorkerHandlers {
  const follow = (event: DomainEvent, context: Context) => syncSurvey(deps.table, event, context);
  return {
    events: { 'ticket.solved': follow, 'ticket.reopened': follow },
    due: { [SURVEY_KIND]: (message, context) => sendSurvey(deps, message, context) },
  };
}

const env = readEnv(MailEnvSchema);
const table = openTable(env.TABLE_NAME);
const deps: SendSurveyDeps = {
  table,
  sendMail: sesSender(env.MAIL_CONFIGURATION_SET),
  mailFrom: env.MAIL_FROM,
  publicBaseUrl: env.PUBLIC_BASE_URL,
  signingKeys: keyring(table, SURVEY_PURPOSE),
};
export const handler = createWorker('feedback', feedbackWorkerHandlers(deps));
