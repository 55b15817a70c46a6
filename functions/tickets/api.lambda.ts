import { FilesEnvSchema, readEnv } from '../platform/env/env.ts';
import { openFiles } from '../platform/files/open-files.ts';
import { createApi } from '../platform/http/create-api.ts';
import { keyring } from '../platform/signing/keyring.ts';
import { markerReader } from '../platform/table/read.ts';
import { openTable } from '../platform/table/table.ts';
import { ticketAnswers, ticketHandlers } from './api-handlers.ts';
import { TICKET_TOKEN_KEY } from './messages/ticket-token.ts';
import { ticketRoutes } from './routes.ts';

const env = readEnv(FilesEnvSchema);
const table = openTable(env.TABLE_NAME);
const tokenKeys = keyring(table, TICKET_TOKEN_KEY);
export const handler = createApi(
  'tickets',
  ticketRoutes,
  ticketHandlers(table, openFiles(env.FILES_BUCKET), tokenKeys),
  { readMarker: markerReader(table), presentAnswer: ticketAnswers(tokenKeys) },
);
