import { withProblems } from '../platform/config/stored-document.ts';
import type { ApiDeps, Handlers } from '../platform/http/create-api.ts';
import type { Keyring } from '../platform/signing/keyring.ts';
import { commit } from '../platform/table/commit.ts';
import { requireCommitted } from '../platform/table/outcome.ts';
import type { Table } from '../platform/table/table.ts';
import { putField, readFields, removeField } from './changes/custom-fields.ts';
import { collaborationHandlers } from './collaboration/collaboration-handlers.ts';
import { listNotifications } from './collaboration/notifications.ts';
import { deskRoutes } from './desk-routes.ts';
import { ticketError } from './errors.ts';
import { incidentHandlers } from './incidents/incident-handlers.ts';
import { macroHandlers } from './macros/macro-handlers.ts';
import { mergeHandlers } from './merging/merge-handlers.ts';
import { senderHandlers } from './messages/sender-handlers.ts';
import { withNestedTicketToken, withTicketToken } from './messages/ticket-token.ts';
import { exportTickets } from './views/export-tickets.ts';

export const deskApiHandlers = (table: Table): Handlers<typeof deskRoutes> => ({
  ...senderHandlers(table),
  ...mergeHandlers(table),
  ...incidentHandlers(table),
  ...macroHandlers(table),
  ...collaborationHandlers(table),
  exportTickets: ({ query }) => exportTickets(table, query),
  listNotifications: ({ params, query }, { actor }) => {
    if (actor.role === 'agent' && actor.id !== params.agentId) throw ticketError('notification.not_found');
    return listNotifications(table, params.agentId, query.limit, query.cursor);
  },
  listTicketFields: async () => {
    const { fields, problems } = await readFields(table);
    return { items: fields, ...withProblems(problems) };
  },
  putTicketField: ({ params, body, version }, context) =>
    putField(table, params.key, { ...body, version }, context),
  deleteTicketField: async ({ params, version }, context) => {
    await requireCommitted(commit(table, context, { writes: [removeField(params.key, version)] }));
    return params;
  },
});

/** Adds the ticket token to every answer that contains a ticket. */
export const deskAnswers = (tokenKeys: Keyring): ApiDeps<typeof deskRoutes>['presentAnswer'] => ({
  mergeTicket: withTicketToken(tokenKeys),
  unmergeTicket: withTicketToken(tokenKeys),
  splitTicket: withTicketToken(tokenKeys),
  unsplitTicket: withTicketToken(tokenKeys),
  applyMacro: withNestedTicketToken(tokenKeys),
  undoMacro: withNestedTicketToken(tokenKeys),
});
