import type { Handlers } from '../platform/http/create-api.ts';
import { commit } from '../platform/table/commit.ts';
import { requireCommitted } from '../platform/table/outcome.ts';
import type { Table } from '../platform/table/table.ts';
import { discardDraft, readDraft, saveDraft } from './collaboration/drafts.ts';
import { readPresence, touchPresence } from './collaboration/touch-presence.ts';
import { loadTicket } from './core/ticket-store.ts';
import type { deskFeatureRoutes } from './desk-feature-routes.ts';
import { ticketError } from './errors.ts';
import { listIncidents, listLinks, loadIncident } from './incidents/incident-store.ts';
import { linkTickets, unlinkTicket } from './incidents/link-tickets.ts';
import { openIncident } from './incidents/open-incident.ts';
import { solveIncident } from './incidents/solve-incident.ts';
import { applyMacro, previewMacro, undoMacro } from './macros/apply-macro.ts';
import { listMacros, putMacro, removeMacro, requireMacro } from './macros/macro-store.ts';
import { mergeTickets } from './merging/merge-tickets.ts';
import { splitTicket, unsplitTicket } from './merging/split-ticket.ts';
import { unmergeTicket } from './merging/unmerge-ticket.ts';
import { confirmSender } from './messages/confirm-sender.ts';

export const deskFeatureHandlers = (table: Table): Handlers<typeof deskFeatureRoutes> => ({
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
  getIncident: ({ params }) => requireIncident(table, params.incidentId),
  linkTickets: async ({ params, body }, context) => ({
    items: await linkTickets(table, params.incidentId, body.ticketIds, context),
  }),
  listLinkedTickets: async ({ params, query }) => {
    await requireIncident(table, params.incidentId);
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
  getMacro: ({ params }) => requireMacro(table, params.macroId),
  putMacro: ({ params, body, version }, context) =>
    putMacro(table, params.macroId, { ...body, version }, context),
  deleteMacro: async ({ params, version }, context) => {
    await requireCommitted(commit(table, context, { writes: [removeMacro(params.macroId, version)] }));
    return params;
  },
  previewMacro: ({ params, version }, context) => previewMacro(table, { ...params, version }, context),
  applyMacro: ({ params, version }, context) => applyMacro(table, { ...params, version }, context),
  undoMacro: ({ params }, context) => undoMacro(table, params, context),
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

async function requireIncident(table: Table, incidentId: string) {
  const incident = await loadIncident(table, incidentId);
  if (!incident) throw ticketError('incident.not_found');
  return incident;
}
