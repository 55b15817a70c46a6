import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import { createApi } from '../platform/http/create-api.ts';
import { keyring } from '../platform/signing/keyring.ts';
import { markerReader } from '../platform/table/read.ts';
import { openTable } from '../platform/table/table.ts';
import { feedbackHandlers } from './api-handlers.ts';
import { feedbackRoutes } from './routes.ts';
import { SURVEY_PURPOSE } from './survey.ts';

const table = openTable(readEnv(TableEnvSchema).TABLE_NAME);
const deps = { table, signingKeys: keyring(table, SURVEY_PURPOSE) };
export const handler = createApi('feedback', feedbackRoutes, feedbackHandlers(deps), {
  readMarker: markerReader(table),
});
