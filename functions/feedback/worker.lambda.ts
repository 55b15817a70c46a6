import { MailEnvSchema, readEnv } from '../platform/env/env.ts';
import { sesSender } from '../platform/mail/ses.ts';
import { createWorker } from '../platform/queue/create-worker.ts';
import { keyring } from '../platform/signing/keyring.ts';
import { openTable } from '../platform/table/table.ts';
import type { SendSurveyDeps } from './send-survey.ts';
import { SURVEY_PURPOSE } from './survey.ts';
import { feedbackWorkerHandlers } from './worker-handlers.ts';

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
