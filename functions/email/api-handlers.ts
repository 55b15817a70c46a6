import type { Handlers } from '../platform/http/create-api.ts';
import type { Table } from '../platform/table/table.ts';
import { emailRoutes } from './routes.ts';
import { listSuspendedPage, releaseSuspendedEmail } from './suspended/suspended-email.ts';

export const emailApiHandlers = (table: Table): Handlers<typeof emailRoutes> => ({
  listSuspendedEmails: ({ query }) => listSuspendedPage(table, query),
  releaseSuspendedEmail: ({ params }, context) => releaseSuspendedEmail(table, params.mailId, context),
});
