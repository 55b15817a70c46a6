import { DomainError } from '../platform/errors.ts';
import type { Handlers } from '../platform/http/create-api.ts';
import { commit } from '../platform/table/commit.ts';
import type { Table } from '../platform/table/table.ts';
import { applyMacro, previewMacro, undoMacro } from './apply-macro.ts';
import type { caseworkRoutes } from './casework-routes.ts';
import { confirmSender } from './confirm-sender.ts';
import { dropDraft, readDraft, saveDraft } from './drafts.ts';
import { listIncidents, listLinks, loadIncident } from './incident-store.ts';
import { linkTickets, unlinkTicket } from './link-tickets.ts';
import { listMacros, needMacro, putMacro, removeMacro } from './macros.ts';
import { mergeTickets } from './merge-tickets.ts';
import { openIncident } from './open-incident.ts';
import { comeBy, whoElse } from './presence.ts';
import { solveIncident } from './solve-incident.ts';
import { splitTicket, unsplitTicket } from './split-ticket.ts';
import { loadTicket } from './store.ts';
import { unmergeTicket } from './unmerge-ticket.ts';

export const caseworkHandlers = (table: Table): Handlers<typeof caseworkRoutes> => ({
  mergeTicket: ({ params, body, version }, context) =>
    mergeTickets(table, params.ticketId, { ...body, version }, context),
  unmergeTicket: ({ params, version }, context) =>
    unmergeTicket(table, params.ticketId, { version }, context),
  confirmSender: ({ params }, context) => confirmSender(table, params, context),
  splitTicket: ({ params, body, version }, context) =>
    splitTicket(table, params.ticketId, { ...body, version }, context),
  unsplitTicket: ({ params, version }, context) =>
    unsplitTicket(table, params.ticketId, { version }, context),
  openIncident: ({ body }, context) => openIncident(table, body, context),
  listIncidents: ({ query }) => listIncidents(table, query.status, query.limit, query.cursor),
  getIncident: ({ params }) => needIncident(table, params.incidentId),
  linkTickets: async ({ params, body }, context) => ({
    items: await linkTickets(table, params.incidentId, body.ticketIds, context),
  }),
  listLinkedTickets: async ({ params, query }) => {
    await needIncident(table, params.incidentId);
    const { items, ...rest } = await listLinks(table, params.incidentId, query.limit, query.cursor);
    const tickets = await Promise.all(items.map(({ ticketId }) => loadTicket(table, ticketId)));
    return {
      items: items.map((link, index) => ({
        ...link,
        subject: tickets[index]?.subject,
        status: tickets[index]?.status,
      })),
      ...rest,
    };
  },
  unlinkTicket: async ({ params }, context) => {
    await unlinkTicket(table, params.incidentId, params.ticketId, context);
    return { ticketId: params.ticketId };
  },
  solveIncident: ({ params, body }, context) =>
    solveIncident(table, params.incidentId, body.message, context),
  listMacros: ({ query }) => listMacros(table, query.limit, query.cursor),
  getMacro: ({ params }) => needMacro(table, params.macroId),
  putMacro: ({ params, body, version }, context) =>
    putMacro(table, params.macroId, { ...body, version }, context),
  deleteMacro: async ({ params, version }, context) => {
    await commit(table, context, { writes: [removeMacro(params.macroId, version)] });
    return params;
  },
  previewMacro: ({ params, version }, context) => previewMacro(table, { ...params, version }, context),
  applyMacro: ({ params, version }, context) => applyMacro(table, { ...params, version }, context),
  undoMacro: ({ params }, context) => undoMacro(table, params, context),
  putDraft: ({ params, body }, context) => saveDraft(table, params.ticketId, body, context),
  getDraft: ({ params }, context) => readDraft(table, params.ticketId, context),
  deleteDraft: async ({ params }, context) => {
    await dropDraft(table, params.ticketId, context);
    return params;
  },
  putTicketPresence: ({ params, body }, context) => comeBy(table, params.ticketId, body.doing, context),
  getTicketPresence: ({ params }, context) => whoElse(table, params.ticketId, context),
});

async function needIncident(table: Table, incidentId: string) {
  const incident = await loadIncident(table, incidentId);
  if (!incident) throw new DomainError('incident.not_found');
  return incident;
}
