import { readEnv } from '../platform/env/env.ts';
import { createApi, type Handlers } from '../platform/http/create-api.ts';
import { markerReader } from '../platform/table/read.ts';
import { openTable, type Table } from '../platform/table/table.ts';
import { ApiEnvSchema } from './env.ts';
import { mailroomRoutes } from './routes.ts';
import { listSuspended, releaseMail } from './suspended-mail.ts';

export const mailroomApiHandlers = (table: Table): Handlers<typeof mailroomRoutes> => ({
  listSuspendedMail: ({ query }) => listSuspended(table, query),
  releaseMail: ({ params }, context) => releaseMail(table, params.mailId, context),
});

const table = openTable(readEnv(ApiEnvSchema).TABLE_NAME);
export const handler = createApi('mailroom', mailroomRoutes, mailroomApiHandlers(table), {
  readMarker: markerReader(table),
});
