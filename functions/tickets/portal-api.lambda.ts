import { FilesEnvSchema, readEnv } from '../platform/env/env.ts';
import { openFiles } from '../platform/files/open-files.ts';
import { createApi } from '../platform/http/create-api.ts';
import { keyring } from '../platform/signing/keyring.ts';
import { markerReader } from '../platform/table/read.ts';
import { openTable } from '../platform/table/table.ts';
import { TICKET_TOKEN_KEY } from './messages/ticket-token.ts';
import { portalAnswers, portalHandlers } from './portal-handlers.ts';
import { portalRoutes } from './portal-routes.ts';

const env = readEnv(FilesEnvSchema);
const table = openTable(env.TABLE_NAME);
const tokenKeys = keyring(table, TICKET_TOKEN_KEY);
export const handler = createApi(
  'portal',
  portalRoutes,
  portalHandlers(table, openFiles(env.FILES_BUCKET), tokenKeys),
  { readMarker: markerReader(table), presentAnswer: portalAnswers(tokenKeys) },
);
