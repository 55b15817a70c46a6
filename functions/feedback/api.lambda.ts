import { keyring } from '../platform/auth/keyring.ts';
import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import { createApi, type Handlers } from '../platform/http/create-api.ts';
import { openQuotas } from '../platform/quota/open-quotas.ts';
import { markerReader } from '../platform/table/read.ts';
import { openTable } from '../platform/table/table.ts';
import { type AnswerDeps, answerSurvey, surveyOfToken } from './answer-survey.ts';
import { feedbackRoutes } from './routes.ts';
import { SURVEY_PURPOSE } from './survey.ts';
import { surveyPage } from './survey-page.ts';

export const feedbackHandlers = (
  deps: AnswerDeps,
  quotas = openQuotas(deps.table),
): Handlers<typeof feedbackRoutes> => ({
  showSurvey: async ({ params, query }, context) => {
    await quotas.chargePublicRequest(context);
    await surveyOfToken(deps, params.token, context.now);
    return surveyPage(query.score);
  },
  answerSurvey: async ({ params, body }, context) => {
    await quotas.chargePublicRequest(context);
    return answerSurvey(deps, { ...params, ...body }, context, (id) =>
      quotas.chargeSurveyAnswer(id, context),
    );
  },
});

const table = openTable(readEnv(TableEnvSchema).TABLE_NAME);
const deps = { table, signingKeys: keyring(table, SURVEY_PURPOSE) };
export const handler = createApi('feedback', feedbackRoutes, feedbackHandlers(deps), {
  readMarker: markerReader(table),
});
