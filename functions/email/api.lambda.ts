import { readEnv, TableEnvSchema } from '../platform/env/env.ts';
import { createApi, type Handlers } from '../platform/http/create-api.ts';
import { markerReader } from '../platform/table/read.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { emailRoutes } from './routes.ts';
import { listSuspendedPage, releaseSuspendedEmail } from './suspended/suspended-email.ts';

export const emailApiHandlers = (table: Table): Handlers<typeof emailRoutes> => ({
  listSuspendedEmails: ({ query }) => listSuspendedPage(table, query),
  releaseSuspendedEmail: ({ params }, context) => releaseSuspendedEmail(table, params.mailId, context),
});

const table = openTable(readEnv(TableEnvSchema).TABLE_NAME);
export const handler = createApi('email', emailRoutes, emailApiHandlers(table), {
  readMarker: markerReader(table),
});
