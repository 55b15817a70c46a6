import type { Handlers } from '../../platform/http/create-api.ts';
import type { Table } from '../../platform/table/table.ts';
import type { mergeRoutes } from './merge-routes.ts';
import { mergeTickets } from './merge-tickets.ts';
import { splitTicket, unsplitTicket } from './split-ticket.ts';
import { unmergeTicket } from './unmerge-ticket.ts';

export const mergeHandlers = (table: Table): Handlers<typeof mergeRoutes> => ({
  mergeTicket: ({ params, body, version }, context) =>
    mergeTickets(table, params.ticketId, { ...body, version }, context),
  unmergeTicket: ({ params, version }, context) =>
    unmergeTicket(table, params.ticketId, { version }, context),
  splitTicket: ({ params, body, version }, context) =>
    splitTicket(table, params.ticketId, { ...body, version }, context),
  unsplitTicket: ({ params, version }, context) =>
    unsplitTicket(table, params.ticketId, { version }, context),
});
