import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import { createApi } from '../platform/http/create-api.ts';
import { keyring } from '../platform/signing/keyring.ts';
import { markerReader } from '../platform/table/read.ts';
import { openTable } from '../platform/table/table.ts';
import { deskAnswers, deskApiHandlers } from './desk-handlers.ts';
import { deskRoutes } from './desk-routes.ts';
import { TICKET_TOKEN_KEY } from './messages/ticket-token.ts';

const table = openTable(readEnv(TableEnvSchema).TABLE_NAME);
export const handler = createApi('desk', deskRoutes, deskApiHandlers(table), {
  readMarker: markerReader(table),
  presentAnswer: deskAnswers(keyring(table, TICKET_TOKEN_KEY)),
});
