import type { Handlers } from '../../platform/http/create-api.ts';
import type { Table } from '../../platform/table/table.ts';
import type { collaborationRoutes } from './collaboration-routes.ts';
import { discardDraft, readDraft, saveDraft } from './drafts.ts';
import { readPresence, touchPresence } from './touch-presence.ts';

export const collaborationHandlers = (table: Table): Handlers<typeof collaborationRoutes> => ({
  putDraft: ({ params, body }, context) => saveDraft(table, params.ticketId, body, context),
  getDraft: ({ params }, context) => readDraft(table, params.ticketId, context),
  deleteDraft: async ({ params }, context) => {
    await discardDraft(table, params.ticketId, context);
    return params;
  },
  putTicketPresence: ({ params, body }, context) =>
    touchPresence(table, params.ticketId, body.activity, context),
  getTicketPresence: ({ params }, context) => readPresence(table, params.ticketId, context),
});
