import type { Handlers } from '../../platform/http/create-api.ts';
import type { Table } from '../../platform/table/table.ts';
import { confirmSender } from './confirm-sender.ts';
import type { senderRoutes } from './sender-routes.ts';

export const senderHandlers = (table: Table): Handlers<typeof senderRoutes> => ({
  confirmSender: ({ params }, context) => confirmSender(table, params, context),
});
