import { keyring } from '../platform/auth/keyring.ts';
import { MailEnvSchema, readEnv } from '../platform/env/env.ts';
import { sesSender } from '../platform/mail/ses.ts';
import { createWorker, on, type WorkerHandlers } from '../platform/queue/create-worker.ts';
import { openTable } from '../platform/table/table.ts';
import { TicketReopened, TicketSolved } from '../tickets/events.ts';
import { type SendSurveyDeps, sendSurvey } from './send-survey.ts';
import { SURVEY_PURPOSE } from './survey.ts';
import { SURVEY_KIND, syncSurvey } from './sync-survey.ts';

export function feedbackWorkerHandlers(deps: SendSurveyDeps): WorkerHandlers {
  return {
    events: [on([TicketSolved, TicketReopened], (event, context) => syncSurvey(deps.table, event, context))],
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
